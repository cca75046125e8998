using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Core.Tests.Readers;
using NetAnomaly.Core.Tests.Support;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Detection.Vectors;

/// <summary>Flows that are seen with those before them in their conversation.</summary>
public sealed class ContextTests
{
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Metric,
        new MetricOptions { SequenceEncoder = MetricSequenceEncoder.Lstm }) with { GroupBy = FlowGrouping.Source };

    private readonly ContextFactory engine = new();
    private readonly DetectorRegistry registry;

    public ContextTests() => registry = VectorMaker.Registry(engine);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Wherever_batches_end_a_flow_is_seen_with_those_before_it_and_never_with_those_of_another_conversation()
    {
        using var model = Train(Spec, [Conversation(0, 5), Conversation(1, 4)]);

        var scores = LoadedModel.Of(model).Detector.Score(
            [Conversation(0, 2), Conversation(1, 9_000), Conversation(2, 1), Conversation(3, 4)], Cancellation);

        Assert.Equal([1f, 2], scores[0].Surprisals);
        Assert.Equal([1f, 2, .. Enumerable.Repeat(3f, 8_998)], scores[1].Surprisals);
        Assert.Equal([1f], scores[2].Surprisals);
        Assert.Equal([1f, 2, 3, 3], scores[3].Surprisals);
    }

    [Fact]
    public void Training_is_told_how_flows_follow_each_other()
    {
        using var model = Train(Spec, [.. Enumerable.Range(0, 8).Select(hour => Conversation(hour, 2 + (hour % 3)))]);

        Assert.Equal(engine.Job!.Fit.Rows, engine.Job.Fit.Positions.Length);
        Assert.Equal([0, 1, 0, 1, 2, 0, 1, 2, 3], engine.Job.Fit.Positions[..9]);
        Assert.Equal(0, engine.Job.Validation.Positions[0]);
    }

    [Fact]
    public void Without_a_sequence_encoder_flows_stand_alone()
    {
        using var model = Train(Spec with { Options = new MetricOptions() }, [Conversation(0, 5), Conversation(1, 5)]);

        Assert.Empty(engine.Job!.Fit.Positions);
    }

    [Fact]
    public void What_comes_behind_an_attack_is_not_learnt_as_normal()
    {
        Conversation mixed = Conversation(0, 6, at => at == 2 ? "flood" : "normal");
        using var model = Train(
            Spec with { Learning = LearningMode.SemiSupervised },
            [mixed, .. Enumerable.Range(1, 9).Select(hour => Conversation(hour, 3, _ => "normal"))]);

        Assert.All(engine.Job!.Fit.Labels, label => Assert.Equal(0, label));
        Assert.Equal([0, 1, 0, 1, 2], engine.Job.Fit.Positions[..5]);
    }

    [Fact]
    public void Where_every_conversation_begins_with_an_attack_nothing_is_learnt_and_it_is_said_why()
    {
        Conversation[] attacked =
        [
            .. Enumerable.Range(0, 9).Select(hour => Conversation(hour, 3, at => at == 0 ? "flood" : "normal")),
        ];

        var error = Assert.Throws<TrainingException>(
            () => Train(Spec with { Learning = LearningMode.SemiSupervised }, attacked));

        Assert.Contains("all begin with an attack", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_too_many_flows_whole_conversations_are_drawn()
    {
        var corpus = CorpusMaker.Corpus(Spec, Enumerable.Range(0, 20).Select(hour => Conversation(hour, 5)));
        var labelled = LabelledFlows.Of(corpus, Spec, new TrainingOptions());
        var all = Enumerable.Range(0, corpus.Count).ToArray();

        var drawn = new TrainingRows(corpus, labelled, inContext: true, most: 32, seed: 4).Of(all, normalOnly: false);
        var alone = new TrainingRows(corpus, labelled, inContext: false, most: 32, seed: 4).Of(all, normalOnly: false);

        Assert.Equal([0, 1, 2, 3, 4, 0, 1, 2, 3, 4], labelled.Positions(drawn)[..10]);
        Assert.Equal((32, 32), (drawn.Length, alone.Length));
        Assert.Equal(7, labelled.Positions(drawn).Count(position => position == 0));
        Assert.NotEqual(Enumerable.Range(0, 32), drawn);
    }

    [Fact]
    public void A_class_is_taught_by_flows_in_their_conversations()
    {
        using var model = Train(Spec, [Conversation(0, 5), Conversation(1, 5)]);
        FlowRecord[] flows = [.. Conversation(3, 2).Flows.Concat(Conversation(4, 3).Flows).Reverse()];

        using var taught = ReferenceUpdater.AddReferences(model, flows, "worm");

        Assert.Equal([0, 1, 0, 1, 2], engine.Taught!);
    }

    [Fact]
    public void Conversations_are_alike_only_with_the_same_flows_in_the_same_order()
    {
        using var model = Train(Spec, [Conversation(0, 5), Conversation(1, 5)]);
        var detector = LoadedModel.Of(model).Detector;
        Conversation[] turned =
        [
            .. ConversationBuilder.Build(
                Conversation(2, 5).Flows.Select((flow, at) => flow with { Bytes = 104 - at }),
                new ConversationOptions { GroupBy = FlowGrouping.Source }),
        ];

        Assert.Equal(detector.Fingerprint(Conversation(2, 5)), detector.Fingerprint(Conversation(3, 5)));
        Assert.NotEqual(detector.Fingerprint(Conversation(2, 5)), detector.Fingerprint(turned.Single()));
    }

    [Fact]
    public void The_reason_says_that_a_flow_is_judged_with_those_before_it()
    {
        using var model = Train(Spec, [Conversation(0, 5), Conversation(1, 5)]);
        var detector = LoadedModel.Of(model).Detector;
        var conversation = Conversation(2, 5);
        var score = detector.Score([conversation], Cancellation)[0];

        Assert.StartsWith(
            "the strangest of 5 flows, judged with the 2 before it, has bytes ",
            detector.Reasons.Summarize(conversation, score), StringComparison.Ordinal);
        Assert.Equal(
            ["flows are judged with the 2 before them"], detector.Reasons.Explain(conversation, score).Clauses);
    }

    [Fact]
    public void A_file_that_knows_nothing_of_sequence_encoders_holds_a_model_without_one()
    {
        using var file = new TemporaryFile(ModelFile.Extension);
        using var model = ModelTrainer.New(TestSpec.Of(ModelArchitecture.Metric));
        ModelFile.Save(model, file.Path, overwrite: true);
        ZipSurgery.Edit(
            file.Path, "manifest.json", "\"sequenceEncoder\":\"None\",\"contextLength\":8,\"sequenceSize\":32,", "");

        using var read = ModelFile.Load(file.Path, registry);

        Assert.Equal(
            model.Spec.OptionsOf<MetricOptions>() with { HiddenSizes = [] },
            read.Spec.OptionsOf<MetricOptions>() with { HiddenSizes = [] });
    }

    private static Conversation Conversation(int hour, int flows, Func<int, string>? label = null) =>
        ConversationBuilder.Build(
        Enumerable.Range(0, flows).Select(
            at => Flow("00:00") with
            {
                Start = At("00:00").AddHours(hour).AddSeconds(at / 10.0), Bytes = 100 + (at % 9),
                Label = label?.Invoke(at),
            }),
        new ConversationOptions { GroupBy = FlowGrouping.Source }).Single();

    private AnomalyModel Train(ModelSpec spec, IReadOnlyList<Conversation> conversations) =>
        ModelMaker.Train(registry, CorpusMaker.Corpus(spec, conversations), spec);
}
