using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Training;
using NetAnomaly.Core.Tests.Support;

namespace NetAnomaly.Core.Tests.ModelFiles;

public sealed class ModelFileRoundTripTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(TokenCounting.Flow, ScoreAggregation.Mean)]
    [InlineData(TokenCounting.SourceHost, ScoreAggregation.Max)]
    [InlineData(TokenCounting.SourceWindow, ScoreAggregation.Mean)]
    public void A_model_that_was_saved_and_loaded_gives_identical_verdicts(
        TokenCounting countBy, ScoreAggregation aggregate)
    {
        TokenScheme[] schemes = [TokenScheme.ProtoByte, TokenScheme.ServicePort, TokenScheme.Duration];
        var office = ModelMaker.Office(schemes);
        using var model = ModelMaker.Train(
            CorpusMaker.Corpus(schemes, [], office.Take(office.Count / 2)),
            (ModelMaker.Spec with { Schemes = schemes, Aggregate = aggregate }).With(new { CountBy = countBy }));
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        using var loaded = ModelFile.Load(folder.File("m.nam"), ModelMaker.Registry);

        Assert.Equal(folder.File("m.nam"), loaded.Path);
        Assert.Equal(Verdicts(model, office), Verdicts(loaded, office));
    }

    [Fact]
    public void All_that_was_decided_comes_back()
    {
        var spec = TestSpec.Of(
            ModelArchitecture.Clstm,
            new { CountBy = TokenCounting.SourceHost, EmbeddingSize = 11, ConvolutionLayers = 3, KernelSize = 5,
                HiddenSize = 13, RecurrentLayers = 2,
                Dropout = 0.35 }) with { Name = "Büro \"1\" <2> ☃", Schemes = [TokenScheme.State,
                TokenScheme.Direction], GroupBy = FlowGrouping.Destination, Window = TimeSpan.FromHours(8),
                    Aggregate = ScoreAggregation.Max, Seed = -7 };
        var options = new TrainingOptions
        {
            Epochs = 9, BatchSize = 17, LearningRate = 0.1 + 0.2, WeightDecay = 0.5,
            GradientClip = double.PositiveInfinity, ValidationShare = 0.25, ExcludeLabels = ["*Bot*", "x?"],
        };
        var registry = new DetectorRegistry([new StubFactory()]);
        var sequence = SequenceMaker.Sequence(ConversationOptions.Of(spec), FlowMaker.Flow() with { State = "<x>|\"" });
        using var model = ModelMaker.Train(registry, CorpusMaker.Corpus(spec.Schemes, [], sequence), spec, options);
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        using var loaded = ModelFile.Load(folder.File("m.nam"), registry);

        Assert.Equivalent(spec, loaded.Spec, strict: true);
        Assert.Equivalent(model.Provenance, loaded.Provenance, strict: true);
        Assert.Equal(DateTimeKind.Utc, loaded.TrainedAt!.Value.Kind);
        Assert.Equal(model.TrainedAt, loaded.TrainedAt);
        var (before, after) = (LoadedModel.Of(model), LoadedModel.Of(loaded));
        Assert.Equal(before.Calibration.Strata.Count, after.Calibration.Strata.Count);
        foreach (var (one, other) in before.Calibration.Strata.Zip(after.Calibration.Strata))
        {
            Assert.Equal(
                (one.Service, one.FromLength, one.ToLength, one.Calibration.Trimmed, one.Calibration.Tail),
                (other.Service, other.FromLength, other.ToLength, other.Calibration.Trimmed, other.Calibration.Tail));
            Assert.Equal(one.Calibration.Scores, other.Calibration.Scores);
            Assert.Equal(one.Calibration.Counts, other.Calibration.Counts);
        }

        for (var factor = 0; factor < 2; factor++)
        {
            Assert.Equal(
                before.Detector.State.Words().Factors[factor].Scheme,
                after.Detector.State.Words().Factors[factor].Scheme);
            Assert.Equal(
                before.Detector.State.Words().Factors[factor].Words,
                after.Detector.State.Words().Factors[factor].Words);
        }
    }

    [Fact]
    public void Weights_come_back_byte_for_byte()
    {
        var weights = new byte[100_000];
        new Random(1).NextBytes(weights);
        var registry = new DetectorRegistry([new StubFactory { Weights = weights }]);
        using var model = ModelMaker.Train(
            registry, CorpusMaker.OfWindows(5), ModelMaker.Spec.As(ModelArchitecture.Clstm));
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        using var loaded = ModelFile.Load(folder.File("m.nam"), registry);
        using var written = new MemoryStream();
        LoadedModel.Of(loaded).Detector.WriteWeights(written);
        Assert.Equal(weights, written.ToArray());
    }

    [Fact]
    public void A_model_that_was_not_trained_comes_back_as_its_description()
    {
        using var model = ModelTrainer.New(ModelMaker.Spec);
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        using var loaded = ModelFile.Load(folder.File("m.nam"), ModelMaker.Registry);
        Assert.False(loaded.IsTrained);
        Assert.Equivalent(model.Spec, loaded.Spec, strict: true);
        using var trained = new ModelTrainer(ModelMaker.Registry)
            .Train(
                loaded, CorpusMaker.OfWindows(5), new TrainingOptions(), null, TestContext.Current.CancellationToken);
        Assert.True(trained.IsLoaded);
    }

    [Fact]
    public void A_loaded_model_can_be_saved_again_with_the_same_content()
    {
        using var model = ModelMaker.Train(CorpusMaker.Corpus(ModelMaker.Office()));
        ModelFile.Save(model, folder.File("1.nam"), overwrite: false);
        using var loaded = ModelFile.Load(folder.File("1.nam"), ModelMaker.Registry);
        ModelFile.Save(loaded, folder.File("2.nam"), overwrite: false);
        foreach (var entry in new[] { "manifest.json", "calibration.json" })
        {
            Assert.Equal(ZipSurgery.Read(folder.File("1.nam"), entry), ZipSurgery.Read(folder.File("2.nam"), entry));
        }
    }

    [Fact]
    public void A_description_touches_no_engine_and_reads_no_weights()
    {
        var provider = new StubFactory();
        using var model = ModelMaker.Train(
            new DetectorRegistry([provider]), CorpusMaker.OfWindows(5), ModelMaker.Spec.As(ModelArchitecture.Clstm));
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        // Whoever reads these fails.
        ZipSurgery.DeclareLength(folder.File("m.nam"), "weights.safetensors", 6);
        ZipSurgery.DeclareLength(folder.File("m.nam"), "calibration.json", 4);
        Assert.Throws<ModelFileException>(() => ModelFile.Load(folder.File("m.nam"), new DetectorRegistry([provider])));

        using var described = ModelFile.Describe(folder.File("m.nam"));
        Assert.Equal(0, provider.Loads);
        Assert.True(described.IsTrained);
        Assert.False(described.IsLoaded);
        Assert.Equivalent(model.Provenance, described.Provenance, strict: true);
        Assert.Contains(
            "Import it again", Assert.Throws<InvalidOperationException>(() => LoadedModel.Of(described)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_format_1_gives_the_p_values_that_it_gave()
    {
        using var folder = new ScratchFolder();
        using var model = ModelMaker.Train(CorpusMaker.OfWindows(4, 4, 4, 4, 4));
        ModelFile.Save(model, folder.File("m.nam"), overwrite: false);
        ZipSurgery.Edit(folder.File("m.nam"), "manifest.json", "\"format\":3", "\"format\":1");
        ZipSurgery.Replace(
            folder.File("m.nam"), "calibration.json", "{\"scores\":[1,2,3.5],\"counts\":[5,3,1],\"threshold\":null}");
        using var loaded = ModelFile.Load(folder.File("m.nam"), ModelMaker.Registry);
        var calibration = LoadedModel.Of(loaded).Calibration;
        Assert.Equal(9, calibration.Size);
        Assert.Equal(Known(0.5), calibration.Evaluate(1.5, 7, "80"));
        Assert.Equal(Known(0.1), calibration.Evaluate(99, 1, null));

        static PValue Known(double value) =>
            new(value, PValueKind.Conformal, 9) { Smallest = 0.1, SmallestConservative = 0.1 };
        Assert.Null(LoadedModel.Of(loaded).Incidents);
    }

    private static IEnumerable<(double Score, double PValue, bool IsAnomaly, string Reason)> Verdicts(
        AnomalyModel model, IReadOnlyList<Conversation> sequences) =>
        new ThresholdScan(model, new AnomalyThreshold { MaxPValue = 0.05 })
            .Score(sequences, TestContext.Current.CancellationToken)
            .Select(result => (result.Score, result.PValue, result.IsAnomaly, result.Reason));
}
