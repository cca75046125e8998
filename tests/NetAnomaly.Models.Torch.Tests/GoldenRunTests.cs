extern alias Torch;

using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.ModelFiles;
using NetAnomaly.Models.Tests.OldFiles;
using Torch::NetAnomaly.Models;

namespace NetAnomaly.Models.Torch.Tests;

/// <summary>Scores of the networks among the old files on the Torch engine: near those of the embedded one.</summary>
public sealed class GoldenRunTests
{
    private const string Machine = "Torch";

    private static readonly Lazy<DetectorRegistry> Registry = new(() =>
    {
        var backend = new TorchBackend();
        var words = backend.ForDevice("cpu", EnginePrecision.Single);
        var vectors = new VectorFactory(backend.VectorsForDevice("cpu"));
        return new DetectorRegistry([.. CoreDetectors.Providers, words, vectors]);
    });

    public static TheoryData<string> Networks =>
        [.. OldFile.Trained.Where(name => NeedsEngine(ModelFile.Describe(OldFile.PathOf(name)).Spec))];

    [Theory]
    [MemberData(nameof(Networks))]
    public void A_model_of_version_0_1_0_scores_nearly_as_it_did(string name)
    {
        var run = ScoredRun.Of(name, Registry.Value, TestContext.Current.CancellationToken);

        if (GoldenRun.Difference(name, run, Machine) is { } difference) Assert.Fail(difference);
    }

    private static bool NeedsEngine(ModelSpec spec) => DetectorKinds.Standard.Needs(spec).Engine;
}
