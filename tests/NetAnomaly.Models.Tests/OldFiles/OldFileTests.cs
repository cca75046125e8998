using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using Xunit;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>Files of version 0.1.0 are read by this one.</summary>
public sealed class OldFileTests
{
    private const ModelPreset Default = ModelPreset.Default;
    private const ModelPreset Published = ModelPreset.Published;
    private const LearningMode Unsupervised = LearningMode.Unsupervised;
    private const LearningMode Supervised = LearningMode.Supervised;

    private static readonly DetectorRegistry Registry = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);
    private static readonly TokenScheme[] Three = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.State];

    public static TheoryData<string> WithCheckpoint => [.. OldFile.WithCheckpoint];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void There_are_the_files_that_are_told_of_and_no_others()
    {
        string[] expected =
        [
            .. OldFile.Trained.Append("untrained").Select(name => Path.GetFileName(OldFile.PathOf(name))),
            .. OldFile.WithCheckpoint.Select(name => Path.GetFileName(OldFile.CheckpointOf(name))),
            "scores.json",
        ];

        var found = Directory.EnumerateFiles(OldFile.Folder).Select(Path.GetFileName);
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("token-frequency", ModelArchitecture.TokenFrequency, Default, Unsupervised)]
    [InlineData("token-frequency-by-host", ModelArchitecture.TokenFrequency, Default, Unsupervised)]
    [InlineData("clstm", ModelArchitecture.Clstm, Default, Unsupervised)]
    [InlineData("clstm-word-vectors", ModelArchitecture.Clstm, Default, Unsupervised)]
    [InlineData("clstm-published", ModelArchitecture.Clstm, Published, Unsupervised)]
    [InlineData("clstm-semi-supervised", ModelArchitecture.Clstm, Default, LearningMode.SemiSupervised)]
    [InlineData("transformer", ModelArchitecture.Transformer, Default, Unsupervised)]
    [InlineData("transformer-published", ModelArchitecture.Transformer, Published, Unsupervised)]
    [InlineData("bilstm", ModelArchitecture.BiLstm, Default, Unsupervised)]
    [InlineData("bilstm-published", ModelArchitecture.BiLstm, Published, Unsupervised)]
    [InlineData("clstm-classifier", ModelArchitecture.Clstm, Default, Supervised)]
    [InlineData("transformer-classifier", ModelArchitecture.Transformer, Default, Supervised)]
    [InlineData("bilstm-classifier", ModelArchitecture.BiLstm, Default, Supervised)]
    [InlineData("clstm-classifier-published", ModelArchitecture.Clstm, Published, Supervised)]
    [InlineData("transformer-classifier-published", ModelArchitecture.Transformer, Published, Supervised)]
    [InlineData("bilstm-classifier-published", ModelArchitecture.BiLstm, Published, Supervised)]
    [InlineData("metric", ModelArchitecture.Metric, Default, Unsupervised)]
    [InlineData("metric-labels", ModelArchitecture.Metric, Default, Supervised)]
    [InlineData("metric-taught", ModelArchitecture.Metric, Default, Supervised)]
    [InlineData("metric-lstm", ModelArchitecture.Metric, Default, Unsupervised)]
    [InlineData("metric-transformer", ModelArchitecture.Metric, Default, Unsupervised)]
    [InlineData("nearest-neighbor", ModelArchitecture.NearestNeighbor, Default, Unsupervised)]
    [InlineData("nearest-neighbor-labels", ModelArchitecture.NearestNeighbor, Default, Supervised)]
    [InlineData("isolation-forest", ModelArchitecture.IsolationForest, Default, Unsupervised)]
    [InlineData("ensemble", ModelArchitecture.Ensemble, Default, Unsupervised)]
    [InlineData("ensemble-networks", ModelArchitecture.Ensemble, Default, Unsupervised)]
    public void A_model_of_version_0_1_0_loads_and_is_what_it_was(
        string name, ModelArchitecture architecture, ModelPreset preset, LearningMode learning)
    {
        using var model = Load(name);

        Assert.Equal((architecture, preset, learning), (model.Architecture, model.Spec.Preset, model.Learning));
        Assert.Equal("0.1.0", model.Provenance!.Version);
        Assert.Equal(model.Spec.Schemes, ModelFile.Describe(OldFile.PathOf(name)).Spec.Schemes);
        var scorer = new ThresholdScan(model, AnomalyThreshold.Default);
        Assert.All(scorer.Score([.. OldFile.Scan(model.Spec).Take(200)], Cancellation), result =>
        {
            Assert.True(double.IsFinite(result.Score));
            Assert.InRange(result.PValue, double.Epsilon, 1);
            Assert.NotEmpty(result.Reason);
        });
    }

    [Fact]
    public void What_shapes_a_network_is_read()
    {
        var factored = Describe("clstm-word-vectors");
        var words = factored.OptionsOf<ClstmOptions>();
        var transformer = Describe("transformer-published").OptionsOf<TransformerOptions>();
        var published = Describe("bilstm-published");
        var lstm = published.OptionsOf<BiLstmOptions>();

        Assert.Equal(Three, factored.Schemes);
        Assert.Equal((24, 8, 8), (words.MaxWords, words.EmbeddingSize, words.HiddenSize));
        Assert.Equal((2, 3, 1), (words.ConvolutionLayers, words.KernelSize, words.RecurrentLayers));
        Assert.Equal((true, true), (words.WordVectors, words.RarityFloor));
        Assert.Equal(TokenCounting.SourceHost, words.CountBy);
        Assert.Equal((2, 2, 12), (transformer.AttentionLayers, transformer.Heads, transformer.FeedForwardSize));
        Assert.Equal((14, 6, 2), (lstm.ContextLength, lstm.DenseSize, lstm.RecurrentLayers));
        Assert.Equal((FlowGrouping.DirectedDyad, ScoreAggregation.Max), (published.GroupBy, published.Aggregate));
        Assert.False(Describe("clstm-classifier").OptionsOf<ClstmOptions>().MergeAttackClasses);
    }

    [Fact]
    public void What_else_a_model_holds_is_read()
    {
        var (counts, forest) = (
            Describe("token-frequency-by-host"), Describe("isolation-forest").OptionsOf<ForestOptions>());
        var (ensemble, networks) = (
            ModelMembers.Of(Describe("ensemble")), ModelMembers.Of(Describe("ensemble-networks")));
        var (plain, sequences) = (Metric("metric"), Metric("metric-lstm"));
        var attention = Metric("metric-transformer");

        Assert.Equal((ScoreAggregation.TopK, 3), (counts.Aggregate, counts.TopK));
        Assert.Equal((2, 1, 48), (plain.Encoders, plain.DrawnEncoders, plain.NormalReferences));
        Assert.Equal((MetricSequenceEncoder.Lstm, 4), (sequences.SequenceEncoder, sequences.ContextLength));
        Assert.Equal(MetricSequenceEncoder.Transformer, attention.SequenceEncoder);
        Assert.Equal(MetricDistance.L2, attention.Distance);
        Assert.Equal((12, 64), (forest.Trees, forest.SampleSize));
        Assert.Equal(3, ensemble.Count);
        Assert.Equal(["network", "counts"], networks.Select(member => member.Name));
        Assert.Equal(["Implant"], ModelFile.Describe(OldFile.PathOf("metric-taught")).Provenance!.AddedClasses);
        using var semiSupervised = Load("clstm-semi-supervised");
        Assert.NotNull(LoadedModel.Of(semiSupervised).Threshold);
    }

    [Fact]
    public void A_description_of_version_0_1_0_is_read()
    {
        using var model = Load("untrained");

        Assert.Equal(
            (ModelArchitecture.Clstm, 24, false),
            (model.Architecture, model.Spec.OptionsOf<ClstmOptions>().MaxWords, model.IsTrained));
    }

    [Theory]
    [MemberData(nameof(WithCheckpoint))]
    public void A_training_that_version_0_1_0_broke_off_is_refused_with_the_remedy(string name)
    {
        var checkpoint = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint");
        File.Copy(OldFile.CheckpointOf(name), checkpoint);
        try
        {
            using var whole = Load(name);
            var options = whole.Provenance!.Options with { CheckpointPath = checkpoint, Resume = true };

            var refused = Assert.Throws<TrainingException>(() => new ModelTrainer(Registry).Train(
                ModelTrainer.New(whole.Spec), OldFile.Training(whole.Spec), options, null, Cancellation));

            Assert.Contains("an older version wrote it", refused.Message, StringComparison.Ordinal);
            Assert.Contains("Delete it", refused.Remedy, StringComparison.Ordinal);
            Assert.True(File.Exists(checkpoint));
        }
        finally
        {
            File.Delete(checkpoint);
        }
    }

    private static AnomalyModel Load(string name) => ModelFile.Load(OldFile.PathOf(name), Registry);

    private static MetricOptions Metric(string name) => Describe(name).OptionsOf<MetricOptions>();

    private static ModelSpec Describe(string name) => ModelFile.Describe(OldFile.PathOf(name)).Spec;
}
