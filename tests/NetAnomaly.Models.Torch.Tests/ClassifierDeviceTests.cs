extern alias Embedded;
extern alias Torch;

using Embedded::NetAnomaly.Models;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Training;
using NetAnomaly.Models.Tests.Classifiers;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Classifiers on the Torch engine.</summary>
public sealed class ClassifierDeviceTests
{
    private static readonly Lazy<TorchBackend> Started = new(() => new TorchBackend());

    private static readonly object Sizes = new
    {
        EmbeddingSize = 16,
        HiddenSize = 16,
        AttentionLayers = 1,
        Heads = 2,
        FeedForwardSize = 32,
        DenseSize = 16,
        ContextLength = 4,
        Dropout = 0,
    };

    private static readonly ModelSpec Spec = TestSpec.Of(ModelArchitecture.Clstm, Sizes) with
    {
        Learning = LearningMode.Supervised, Schemes = SyntheticAttacks.Schemes, Aggregate = ScoreAggregation.Max,
        Seed = 3,
    };

    private static readonly TrainingOptions Options = new()
    {
        Epochs = 4, BatchSize = 4, LearningRate = 0.02, ValidationShare = 0.2,
    };

    public static TheoryData<ModelArchitecture, ModelPreset> All => [..
        from architecture in new[] { ModelArchitecture.Clstm, ModelArchitecture.Transformer, ModelArchitecture.BiLstm }
        from preset in Enum.GetValues<ModelPreset>()
        select (architecture, preset)];

    // The published Transformer needs single precision; the choice of an engine refuses it another one. Of the
    // published LSTMs, which are slow in it, one.
    public static TheoryData<ModelArchitecture, ModelPreset> InBFloat16 =>
        [
            .. All.Select(row => row.Data).Where(
                data => data is (_, ModelPreset.Default) or (ModelArchitecture.Clstm, ModelPreset.Published)),
        ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(All))]
    public void A_classifier_scores_alike_on_both_engines_and_keeps_its_threshold(
        ModelArchitecture architecture, ModelPreset preset)
    {
        using var trained = Train(new TorchEngine(), (Spec with { Preset = preset }).As(architecture, Sizes));
        using var moved = ModelTransfer.To(trained, new DetectorRegistry([new EmbeddedEngine()]));

        Assert.Equal("Embedded on cpu", moved.Engine);
        Assert.Equal(LoadedModel.Of(trained).Threshold, LoadedModel.Of(moved).Threshold);
        Assert.Equal(Scores(trained), Scores(moved), (x, y) => Math.Abs(x - y) < 1e-4);
    }

    [Theory]
    [MemberData(nameof(InBFloat16))]
    public void A_classifier_learns_in_bfloat16_and_its_weights_are_stored_in_single_precision(
        ModelArchitecture architecture, ModelPreset preset)
    {
        using var coarse = Train(
            Started.Value.ForDevice("cpu", EnginePrecision.BFloat16),
            (Spec with { Preset = preset }).As(architecture, Sizes), preset == ModelPreset.Published ? 40 : 120);
        using var moved = ModelTransfer.To(coarse, new DetectorRegistry([new EmbeddedEngine()]));

        Assert.Equal(EnginePrecision.BFloat16, coarse.Provenance!.Precision);
        Assert.True(coarse.History[^1].TrainingLoss < 0.9 * coarse.History[0].TrainingLoss, "the loss did not fall");
        Assert.Equal(Scores(coarse).Average(), Scores(moved).Average(), 0.1);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_gpu_trains_and_scores_as_the_processor_does(ModelArchitecture architecture, ModelPreset preset)
    {
        Assert.SkipWhen(Started.Value.GpuProblem is not null, $"no GPU: {Started.Value.GpuProblem}");
        var spec = (Spec with { Preset = preset }).As(architecture, Sizes);
        using var host = Train(new TorchEngine(), spec);
        using var gpu = Train(Started.Value.ForDevice("cuda:0", EnginePrecision.Single), spec);
        using var moved = ModelTransfer.To(gpu, new DetectorRegistry([new EmbeddedEngine()]));

        Assert.Equal(Scores(moved), Scores(gpu), (x, y) => Math.Abs(x - y) < 1e-4);
        Assert.Equal(Scores(host).Average(), Scores(gpu).Average(), 0.05);
    }

    private static AnomalyModel Train(IDetectorFactory engine, ModelSpec spec, int conversations = 120) =>
        new ModelTrainer(new DetectorRegistry([engine])).Train(
            ModelTrainer.New(spec), SyntheticAttacks.Corpus(conversations), Options, null, Cancellation);

    private static double[] Scores(AnomalyModel model) =>
        [
            .. new ThresholdScan(model, AnomalyThreshold.Default)
            .Score([.. SyntheticAttacks.Of(20, seed: 9)], Cancellation).Select(result => result.Score),
        ];
}
