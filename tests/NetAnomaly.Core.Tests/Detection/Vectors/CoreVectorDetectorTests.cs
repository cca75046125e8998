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

/// <summary>The detectors on features that need no engine, from flows to a model file and back.</summary>
public sealed class CoreVectorDetectorTests
{
    private static readonly DetectorRegistry Registry = VectorMaker.Registry(
        new IsolationForestFactory(), new NearestNeighborFactory());

    private static readonly FlowRecord[] Traffic =
    [
        .. Enumerable.Range(0, 600).Select(
            at => Flow($"10:{at % 60:00}", Alice, $"10.0.1.{at % 200}", bytes: 100 + (at % 97))),
    ];

    private static readonly FlowRecord Strange = Flow("10:30", Alice, "10.0.1.7", bytes: 900_000_000);

    [Theory]
    [InlineData(ModelArchitecture.IsolationForest)]
    [InlineData(ModelArchitecture.NearestNeighbor)]
    public void A_strange_flow_scores_above_all_usual_ones(ModelArchitecture architecture)
    {
        using var model = Train(TestSpec.Of(architecture));
        var usual = model.Score(Conversations(Traffic)).Max(result => result.Score);
        var strange = Assert.Single(model.Score(Conversations(Strange)));
        Assert.True(strange.Score > usual, $"{strange.Score} is not above {usual}");
    }

    [Theory]
    [InlineData(ModelArchitecture.IsolationForest)]
    [InlineData(ModelArchitecture.NearestNeighbor)]
    public void A_saved_model_scores_to_the_bit_as_before(ModelArchitecture architecture)
    {
        using var file = new TemporaryFile(ModelFile.Extension);
        using var model = Train(TestSpec.Of(architecture));
        ModelFile.Save(model, file.Path, overwrite: true);
        using var loaded = ModelFile.Load(file.Path, Registry);
        Assert.Equal(Scores(model), Scores(loaded));
    }

    [Fact]
    public void The_numbers_of_the_description_are_heeded()
    {
        var spec = TestSpec.Of(ModelArchitecture.IsolationForest);
        var progress = new ListProgress();
        using var model = Train(spec.With(new { Trees = 3 }), progress);
        Assert.Equal([1.0 / 3, 2.0 / 3, 1], progress.Reports.Select(report => report.Fraction));
        using var small = Train(spec.With(new { Trees = 3, SampleSize = 2 }));
        Assert.All(Scores(small), score => Assert.Equal(0.5, score)); // trees of two rows isolate nothing

        using var one = Train(spec.As(ModelArchitecture.NearestNeighbor, new { Neighbors = 1 }));
        using var many = Train(spec.As(ModelArchitecture.NearestNeighbor, new { Neighbors = 50 }));
        Assert.True(Scores(one).Sum() < Scores(many).Sum());
    }

    [Theory]
    [InlineData(LearningMode.SemiSupervised)]
    [InlineData(LearningMode.Supervised)]
    public void Where_labels_are_heeded_the_distance_to_normal_flows_counts_and_attacks_choose_the_threshold(
        LearningMode learning)
    {
        var attacks = Enumerable.Range(0, 60).Select(
            at => Strange with { DestinationAddress = $"10.0.2.{at}", Label = "flood" }).ToArray();
        var spec = TestSpec.Of(ModelArchitecture.NearestNeighbor) with { Learning = learning };
        using var model = Train(spec, flows: [.. Traffic, .. attacks]);
        var results = model.Score([.. Conversations(Traffic[0]), .. Conversations(attacks[0])]);
        Assert.Equal([false, true], results.Select(result => result.IsAnomaly));
        Assert.Equal(
            learning == LearningMode.Supervised
                ? ["normal", "anomalous"]
                : [null, null], results.Select(result => result.Predicted));
        Assert.NotNull(LoadedModel.Of(model).Threshold);
        using var unlabelled = Train(
            spec with { Learning = LearningMode.Unsupervised }, flows: [.. Traffic, .. attacks]);
        Assert.True(
            Scores(unlabelled)[^1] < Scores(model)[^1], "Attacks that are taken for normal make attacks look normal.");
    }

    [Fact]
    public void Learning_from_labels_needs_some_that_mean_an_attack()
    {
        var error = Assert.Throws<TrainingException>(
            () => Train(TestSpec.Of(ModelArchitecture.NearestNeighbor) with { Learning = LearningMode.Supervised }));
        Assert.Contains("nothing to tell apart", error.Message, StringComparison.Ordinal);
        Assert.Contains("-AnomalousLabel", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(LearningMode.SemiSupervised)]
    [InlineData(LearningMode.Supervised)]
    public void Learning_from_labels_needs_normal_flows(LearningMode learning)
    {
        FlowRecord[] attacks = [.. Traffic.Select(flow => flow with { Label = "flood" })];
        var error = Assert.Throws<TrainingException>(
            () => Train(TestSpec.Of(ModelArchitecture.NearestNeighbor) with { Learning = learning }, flows: attacks));
        Assert.Contains("hold no normal flow", error.Message, StringComparison.Ordinal);
        Assert.Contains("-AnomalousLabel", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ModelArchitecture.IsolationForest)]
    [InlineData(ModelArchitecture.TokenFrequency)]
    public void What_cannot_heed_labels_says_so(ModelArchitecture architecture)
    {
        var error = Assert.Throws<ArgumentException>(
            () => ModelTrainer.New(TestSpec.Of(architecture) with { Learning = LearningMode.SemiSupervised }));
        Assert.Contains("without labels only", error.Message, StringComparison.Ordinal);
    }

    private static AnomalyModel Train(
        ModelSpec spec, IProgress<TrainingProgress>? progress = null, FlowRecord[]? flows = null) =>
        ModelMaker.Train(Registry, CorpusMaker.Corpus(spec, Conversations(flows ?? Traffic)), spec, progress: progress);

    private static double[] Scores(AnomalyModel model) =>
        [.. model.Score(Conversations([.. Traffic[..50], Strange])).Select(result => result.Score)];

    private static Conversation[] Conversations(params FlowRecord[] flows) =>
        [.. ConversationBuilder.Build(flows, new ConversationOptions())];
}
