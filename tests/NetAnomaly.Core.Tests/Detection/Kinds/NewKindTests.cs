using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Core.Training;

namespace NetAnomaly.Core.Tests.Detection.Kinds;

/// <summary>What a new detector needs that no engine computes: its own types and one line of registration.</summary>
public sealed class NewKindTests : IDisposable
{
    private static readonly DetectorKinds Kinds = DetectorKinds.Standard.With(new ByteRateKind());
    private static readonly DetectorRegistry Registry = new(CoreDetectors.Of(Kinds), Kinds);

    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void It_is_described_trained_saved_loaded_and_scores()
    {
        var table = new ModelParameters(Kinds, name => $"--{name}");
        var preset = Kinds.Of(ByteRateKind.ByteRate).Preset(ModelPreset.Default, LearningMode.Unsupervised).Spec;
        var spec = table.Apply(preset with { Name = "rate" }, [KeyValuePair.Create("Usual", (object?)10.0)]);
        using var untrained = ModelTrainer.New(spec, Kinds);
        using var model = new ModelTrainer(Registry).Train(
            untrained, CorpusMaker.OfWindows(5, 5), new TrainingOptions(), null, TestContext.Current.CancellationToken);
        ModelFile.Save(model, folder.File("rate.nam"), overwrite: false, Kinds);

        using var loaded = ModelFile.Load(folder.File("rate.nam"), Registry);

        Assert.Equivalent(spec, loaded.Spec, strict: true);
        Assert.Equal(10, loaded.Spec.OptionsOf<ByteRateOptions>().Usual);
        var office = ModelMaker.Office(TokenScheme.ProtoByte).Take(20).ToArray();
        var scores = loaded.Score(office).Select(result => result.Score).ToArray();
        Assert.Equal(model.Score(office).Select(result => result.Score), scores);
        Assert.Contains(scores, score => score > 0);
    }

    [Fact]
    public void Its_rules_hold_and_foreign_parameters_are_refused()
    {
        var table = new ModelParameters(Kinds, name => $"--{name}");
        var kind = Kinds.Of(ByteRateKind.ByteRate);
        var preset = kind.Preset(ModelPreset.Default, LearningMode.Unsupervised).Spec;
        var broken = preset with { Options = new ByteRateOptions { Usual = 0 } };
        var foreign = KeyValuePair.Create("Trees", (object?)3);

        Assert.Throws<ArgumentException>(() => ModelTrainer.New(broken, Kinds));
        var refused = Assert.Throws<ForeignParameterException>(() => table.Apply(preset, [foreign]));
        Assert.EndsWith("; it takes --Usual.", refused.Message, StringComparison.Ordinal);
        Assert.Throws<NotSupportedException>(() => kind.Preset(ModelPreset.Published, LearningMode.Unsupervised));
    }

    [Fact]
    public void A_version_that_does_not_have_it_says_so_of_its_files()
    {
        var spec = Kinds.Of(ByteRateKind.ByteRate).Preset(ModelPreset.Default, LearningMode.Unsupervised).Spec;
        using var model = ModelTrainer.New(spec, Kinds);
        ModelFile.Save(model, folder.File("rate.nam"), overwrite: false, Kinds);

        var error = Assert.Throws<ModelFileException>(() => ModelFile.Describe(folder.File("rate.nam")));

        Assert.Contains("is not a model file that this version reads", error.Message, StringComparison.Ordinal);
    }
}
