using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Core.Engines;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.SelfTests;
using NetAnomaly.Models.Metric;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models;

/// <summary>Networks on the engine that comes with the module: any machine, no native library.</summary>
internal sealed class EmbeddedEngine : IDetectorFactory
{
    private const string Name = "Embedded";

    /// <summary>All providers of this engine: of networks on words, and of networks on vectors.</summary>
    public static IReadOnlyList<IDetectorFactory> Providers { get; } =
    [
        new EmbeddedEngine(), new VectorFactory(new MetricFactory(Name)),
    ];

    /// <summary>Asks the engine what is known already.</summary>
    public static SelfTestResult SelfTest() =>
        EngineSelfTest.Run(HostDevice.Instance, EngineRequest.Cpu, EnginePrecision.Single);

    /// <inheritdoc/>
    public string Engine => Name;

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => WordNetworks.Has(architecture);

    /// <inheritdoc/>
    public TrainedDetector Train(
        TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        NetworkEngine.Train(job, HostDevice.Instance, progress, cancellation);

    /// <inheritdoc/>
    public long MostWeightBytes(ModelSpec spec, DetectorState state) => WeightBound.Of(spec, state);

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights) =>
        NetworkEngine.Load(spec, state, weights, HostDevice.Instance);
}
