using NetAnomaly.Core.Detection;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Engines;
using Xunit;

namespace NetAnomaly.Models.Tests.OldFiles;

/// <summary>Files of version 0.1.0 are read by this one.</summary>
public sealed class OldFileTests
{
    private const ModelPreset Default = ModelPreset.Default;
    private const ModelPreset Published = ModelPreset.Published;
    private const LearningMode Unsupervised = LearningMode.Unsupervised;
    private const LearningMode Supervised = LearningMode.Supervised;

    private static readonly DetectorCatalog Catalog = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);
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

        Assert.Equal(expected.Order(StringComparer.Ordinal), Directory.EnumerateFiles(OldFile.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
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
    public void A_model_of_version_0_1_0_loads_and_is_what_it_was(string name, ModelArchitecture architecture, ModelPreset preset, LearningMode learning)
    {
        using var model = Load(name);

        Assert.Equal((architecture, preset, learning), (model.Architecture, model.Spec.Preset, model.Learning));
        Assert.Equal("0.1.0", model.Provenance!.Version);
        Assert.Equal(model.Spec.Schemes, ModelFile.Describe(OldFile.PathOf(name)).Spec.Schemes);
        var results = new AnomalyScorer(model, AnomalyThreshold.Default).Score([.. OldFile.Scan(model.Spec).Take(200)], Cancellation);
        Assert.All(results, result => Assert.True(double.IsFinite(result.Score) && result.PValue is > 0 and <= 1 && result.Reason.Length > 0));
    }

    [Fact]
    public void What_shapes_a_network_is_read()
    {
        var factored = Describe("clstm-word-vectors");
        var transformer = Describe("transformer-published");
        var published = Describe("bilstm-published");

        Assert.Equal(Three, factored.Schemes);
        Assert.Equal((24, 8, 8, 2, 3, 1), (factored.MaxWords, factored.EmbeddingSize, factored.HiddenSize, factored.ConvolutionLayers, factored.KernelSize, factored.RecurrentLayers));
        Assert.Equal((true, true, WordCounting.SourceHost), (factored.WordVectors, factored.RarityFloor, factored.CountBy));
        Assert.Equal((2, 2, 12, 10), (transformer.AttentionLayers, transformer.Heads, transformer.FeedForwardSize, transformer.ContextLength));
        Assert.Equal((FlowGrouping.DirectedDyad, 14, 6, 2, ScoreAggregation.Max), (published.GroupBy, published.ContextLength, published.DenseSize, published.RecurrentLayers, published.Aggregate));
        Assert.False(Describe("clstm-classifier").FoldAttacks);
    }

    [Fact]
    public void What_else_a_model_holds_is_read()
    {
        var (ensemble, networks, counts) = (Describe("ensemble"), Describe("ensemble-networks"), Describe("token-frequency-by-host"));
        var (plain, sequences, attention) = (Describe("metric").Metric, Describe("metric-lstm").Metric, Describe("metric-transformer").Metric);

        Assert.Equal((ScoreAggregation.TopK, 3, WordCounting.SourceHost), (counts.Aggregate, counts.TopK, counts.CountBy));
        Assert.Equal((2, 1, 48), (plain.Encoders, plain.DrawnEncoders, plain.NormalReferences));
        Assert.Equal((MetricSequenceEncoder.Lstm, 4), (sequences.SequenceEncoder, sequences.ContextLength));
        Assert.Equal((MetricSequenceEncoder.Transformer, MetricDistance.L2), (attention.SequenceEncoder, attention.Distance));
        Assert.Equal((12, 64), (Describe("isolation-forest").Trees, Describe("isolation-forest").SampleSize));
        Assert.Equal(3, ensemble.Members.Count);
        Assert.Equal(["network", "counts"], networks.Members.Select(member => member.Name));
        Assert.Equal(["Implant"], ModelFile.Describe(OldFile.PathOf("metric-taught")).Provenance!.Taught);
        using var semiSupervised = Load("clstm-semi-supervised");
        Assert.NotNull(ScoringModel.Of(semiSupervised).Threshold);
    }

    [Fact]
    public void A_description_of_version_0_1_0_is_read()
    {
        using var model = Load("untrained");

        Assert.Equal((ModelArchitecture.Clstm, 24, false), (model.Architecture, model.Spec.MaxWords, model.IsTrained));
    }

    [Theory]
    [MemberData(nameof(WithCheckpoint))]
    public void A_training_that_version_0_1_0_broke_off_goes_on(string name)
    {
        var checkpoint = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.checkpoint");
        File.Copy(OldFile.CheckpointOf(name), checkpoint);
        try
        {
            using var whole = Load(name);
            var before = whole.Provenance!;
            var options = before.Options with { CheckpointPath = checkpoint, Resume = true };

            using var resumed = new ModelTrainer(Catalog).Train(ModelTrainer.New(whole.Spec), OldFile.Training(whole.Spec), options, null, Cancellation);

            Assert.Equal(before.DataHash, resumed.Provenance!.DataHash);
            Assert.Equal(2, resumed.Provenance.History.Count);

            // The first epoch is over in the checkpoint, its duration included; how the second one ends is not for files to say.
            Assert.Equal(before.History[0], resumed.Provenance.History[0]);
            Assert.Equal(before.History[1].TrainingLoss, resumed.Provenance.History[1].TrainingLoss, 0.05 * Math.Abs(before.History[1].TrainingLoss));
            Assert.False(File.Exists(checkpoint));
        }
        finally
        {
            File.Delete(checkpoint);
        }
    }

    private static AnomalyModel Load(string name) => ModelFile.Load(OldFile.PathOf(name), Catalog);

    private static ModelSpec Describe(string name) => ModelFile.Describe(OldFile.PathOf(name)).Spec;
}
