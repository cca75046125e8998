using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Tests.Readers;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

public sealed class VectorDetectorTests
{
    private readonly SpreadFactory engine = new();
    private readonly DetectorRegistry registry;

    public VectorDetectorTests() => registry = VectorMaker.Registry(engine);

    [Fact]
    public void Every_flow_is_judged_and_the_conversation_by_their_mean()
    {
        using var model = Train(ModelArchitecture.IsolationForest, LearningMode.Unsupervised, Traffic());
        var usual = model.Score(Conversations(Usual(1), Usual(2))).Single();
        var strange = model.Score(Conversations(Usual(1), Flow("10:30", bytes: 900_000_000))).Single();

        Assert.True(strange.Score > usual.Score);
        Assert.Equal(strange.TopFlows.Average(top => top.Surprisal), strange.Score, 1e-4);
        Assert.Equal(900_000_000, strange.TopFlows[0].Flow.Bytes);
    }

    [Fact]
    public void The_reason_names_the_feature_and_the_nearest_reference()
    {
        using var model = Train(ModelArchitecture.IsolationForest, LearningMode.Unsupervised, Traffic());

        var result = model.Score(Conversations(Usual(1), Flow("10:30", bytes: 900_000_000))).Single();

        Assert.Equal("bytes", result.TopFlows[0].Factor);
        Assert.StartsWith(
            "the strangest of 2 flows has bytes 900,000,000; nearest is 'origin' at ", result.Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Without_labels_asked_for_none_are_looked_at()
    {
        using var model = Train(
            ModelArchitecture.IsolationForest, LearningMode.Unsupervised, [.. Traffic(), Attack(3)]);

        Assert.All(engine.Job!.Fit.Labels, label => Assert.Equal(-1, label));
        Assert.Empty(engine.Job.Fit.LabelTexts);
        Assert.Null(LoadedModel.Of(model).Threshold);
    }

    [Fact]
    public void Supervised_learning_is_given_the_classes_and_leaves_a_threshold()
    {
        using var model = Train(
            ModelArchitecture.Metric, LearningMode.Supervised,
            [.. Traffic(), .. Enumerable.Range(0, 20).Select(Attack)]);

        Assert.Equal(["normal", "anomalous"], engine.Job!.Fit.LabelTexts);
        Assert.Contains(1, engine.Job.Fit.Labels);
        Assert.NotNull(LoadedModel.Of(model).Threshold);
        var results = model.Score([.. Conversations(Usual(1)), .. Conversations(Attack(1))]);
        Assert.Equal([false, true], results.Select(result => result.IsAnomaly));
    }

    [Fact]
    public void Semi_supervised_learning_fits_normal_flows_alone()
    {
        using var model = Train(
            ModelArchitecture.Metric, LearningMode.SemiSupervised,
            [.. Traffic(), .. Enumerable.Range(0, 20).Select(Attack)]);

        Assert.All(engine.Job!.Fit.Labels, label => Assert.Equal(0, label));
        Assert.Contains(1, engine.Job.Validation.Labels);
    }

    [Theory]
    [InlineData(LearningMode.Supervised, false)]
    [InlineData(LearningMode.SemiSupervised, true)]
    public void A_burst_of_attacks_in_the_latest_hours_is_kept_whole_only_where_attacks_are_not_fitted(
        LearningMode learning, bool isKept)
    {
        var flows = Enumerable.Range(0, 100).Select(
            at => (at is 5 or (> 90 and < 98) ? Attack(at) : Usual(at)) with
            {
                Start = At($"{at / 10:00}:{at % 10:00}"),
            });

        using var model = Train(ModelArchitecture.Metric, learning, flows);

        Assert.Equal(isKept, model.Provenance!.ValidatedByTime);
        Assert.Equal(isKept ? 7 : 2, engine.Job!.Validation.Labels.Count(label => label == 1));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_single_normal_conversation_is_fitted_and_calibrates_whichever_side_it_falls_on(int place)
    {
        var flows = Enumerable.Range(0, 8).Select(
            hour => (hour == place ? Usual(1) : Attack(hour)) with { Start = At($"{hour:00}:30") });

        using var model = Train(ModelArchitecture.Metric, LearningMode.SemiSupervised, flows);

        Assert.Equal([0], engine.Job!.Fit.Labels);
        Assert.Equal(1, model.Provenance!.Calibrated);
        Assert.Equal(7, engine.Job.Validation.Labels.Count(label => label == 1));
        Assert.NotNull(LoadedModel.Of(model).Threshold);
    }

    [Fact]
    public void Normal_flows_that_share_their_conversations_with_attacks_are_fitted_wherever_these_fall()
    {
        var flows = Enumerable.Range(0, 8).Select(hour => Attack(hour) with { Start = At($"{hour:00}:30") });

        using var model = Train(
            ModelArchitecture.Metric, LearningMode.SemiSupervised,
            Conversations([.. flows, Usual(1) with { Start = At("07:40"), SourceAddress = Bob }]));

        Assert.Equal([0], engine.Job!.Fit.Labels);
        Assert.Equal(0, model.Provenance!.Calibrated);
    }

    [Fact]
    public void A_saved_model_scores_as_before()
    {
        using var file = new TemporaryFile(ModelFile.Extension);
        using var model = Train(
            ModelArchitecture.Metric, LearningMode.Supervised,
            [.. Traffic(), .. Enumerable.Range(0, 20).Select(Attack)]);
        Conversation[] conversations = [.. Conversations(Usual(1)), .. Conversations(Attack(1))];

        ModelFile.Save(model, file.Path, overwrite: true);
        using var loaded = ModelFile.Load(file.Path, registry);

        var (before, after) = (model.Score(conversations), loaded.Score(conversations));
        Assert.Equal(
            before.Select(result => (result.Score, result.PValue, result.IsAnomaly, result.Predicted)),
            after.Select(result => (result.Score, result.PValue, result.IsAnomaly, result.Predicted)));
        Assert.Equal(LoadedModel.Of(model).Detector.State.Classes, LoadedModel.Of(loaded).Detector.State.Classes);
    }

    [Fact]
    public void Flows_of_two_layouts_cannot_be_learnt_together_and_leave_the_corpus_whole()
    {
        var schema = new FeatureSchema("kdd", ["duration"], []);
        var other = Flow() with { Features = new FlowFeatures(schema, [1f], []) };
        var builder = new ConversationTableBuilder([TokenScheme.ProtoByte], [], withFeatures: true);
        builder.Add(Conversations(Usual(1)).Single());

        Assert.Throws<ArgumentException>(() => builder.Add(Conversations(Usual(2), other).Single()));

        Assert.Equal((1, 1), (builder.Build().Count, builder.Count));
    }

    [Fact]
    public void Conversations_that_came_out_of_order_keep_their_own_features()
    {
        var builder = new ConversationTableBuilder([TokenScheme.ProtoByte], [], withFeatures: true);
        foreach (var hour in new[] { 12, 10, 11 })
            builder.Add(Conversations(Flow($"{hour}:00", bytes: hour), Flow($"{hour}:01", bytes: hour * 100)).Single());

        var corpus = builder.Build();

        var bytes = corpus.Features!.Schema.Numbers.ToList().IndexOf("bytes");
        Assert.Equal(
            [10f, 11, 12],
            Enumerable.Range(0, 3).Select(at => corpus.Features.Numbers(corpus.FirstFeatureRow(at))[bytes]));
        Assert.Equal(
            [1000f, 1100, 1200],
            Enumerable.Range(0, 3).Select(at => corpus.Features.Numbers(corpus.FirstFeatureRow(at) + 1)[bytes]));
    }

    private static FlowRecord Usual(int at) =>
        Flow($"10:{at % 60:00}", Alice, $"10.0.1.{at % 200}", bytes: 100 + (at % 7), label: "normal");

    private static FlowRecord Attack(int at) =>
        Flow($"10:{at % 60:00}", Bob, $"10.0.2.{at % 200}", bytes: 500_000_000 + at, label: "flood");

    private static IEnumerable<FlowRecord> Traffic() => Enumerable.Range(0, 200).Select(Usual);

    private static IEnumerable<Conversation> Conversations(params IEnumerable<FlowRecord> flows) =>
        ConversationBuilder.Build(flows, new ConversationOptions { GroupBy = FlowGrouping.Source });

    private AnomalyModel Train(ModelArchitecture architecture, LearningMode learning, IEnumerable<FlowRecord> flows) =>
        Train(architecture, learning, flows.Select(flow => Conversations(flow).Single()));

    private AnomalyModel Train(
        ModelArchitecture architecture, LearningMode learning, IEnumerable<Conversation> conversations)
    {
        var spec = TestSpec.Of(architecture) with { Learning = learning, GroupBy = FlowGrouping.Source };
        return ModelMaker.Train(registry, CorpusMaker.Corpus(spec, conversations), spec);
    }
}
