extern alias Embedded;
extern alias Torch;

using Embedded::NetAnomaly.Models;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Core.Training;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Ensembles whose members compute on the Torch engine.</summary>
public sealed class EnsembleDeviceTests
{
    private static readonly ModelSpec Spec = TorchModels.Spec.As(ModelArchitecture.Ensemble, new EnsembleOptions
    {
        Members =
        [
            TorchModels.Spec with { Name = "network" },
            (TorchModels.Spec with { Name = "counts" }).As(ModelArchitecture.TokenFrequency),
        ],
    });

    [Fact]
    public void An_ensemble_scores_alike_on_both_engines_and_says_where_it_is()
    {
        using var trained = Train(new TorchBackend().ForDevice("cpu", EnginePrecision.Single));
        using var moved = ModelTransfer.To(trained, Registry(new EmbeddedEngine()));

        Assert.Equal(("Torch on cpu", "Embedded on cpu"), (trained.Engine, moved.Engine));
        Assert.Equal(("Torch", "cpu"), (trained.Provenance!.Engine, trained.Provenance.Device));
        Assert.Equal(TorchModels.Scores(trained), TorchModels.Scores(moved), (x, y) => Math.Abs(x - y) < 1e-4);
    }

    [Fact]
    public void A_moved_ensemble_outlives_the_one_it_came_from()
    {
        AnomalyModel moved;
        double[] before;
        using (var trained = Train(new TorchBackend().ForDevice("cpu", EnginePrecision.Single)))
        {
            moved = ModelTransfer.To(trained, Registry(new EmbeddedEngine()));
            before = TorchModels.Scores(moved);
        }

        using (moved) Assert.Equal(before, TorchModels.Scores(moved));
    }

    private static AnomalyModel Train(IDetectorFactory engine) =>
        new ModelTrainer(Registry(engine)).Train(
            ModelTrainer.New(Spec), TorchModels.Corpus(), TorchModels.Options, null,
            TestContext.Current.CancellationToken);

    private static DetectorRegistry Registry(IDetectorFactory engine) => new([.. CoreDetectors.Providers, engine]);
}
