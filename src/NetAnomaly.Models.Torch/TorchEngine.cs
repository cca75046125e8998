using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Engines;
using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models;

/// <summary>The same networks on TorchSharp, which needs libtorch.</summary>
internal sealed class TorchEngine : IDetectorFactory
{
    /// <summary>The engine's name.</summary>
    internal const string Name = "Torch";

    private readonly IDevice device;

    /// <summary>On the processor, in single precision.</summary>
    public TorchEngine()
        : this(EngineRequest.Cpu, EnginePrecision.Single, HostDevice.Instance)
    {
    }

    /// <summary>On a device.</summary>
    internal TorchEngine(string name, EnginePrecision precision, IDevice device)
    {
        Device = name;
        Precision = precision;
        this.device = device;
    }

    /// <inheritdoc/>
    public string Engine => Name;

    /// <inheritdoc/>
    public string Device { get; }

    /// <inheritdoc/>
    public EnginePrecision Precision { get; }

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => WordNetworks.Has(architecture);

    /// <inheritdoc/>
    public TrainedDetector Train(
        TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        NetworkEngine.Train(job, device, progress, cancellation);

    /// <inheritdoc/>
    public long MostWeightBytes(ModelSpec spec, DetectorState state) => WeightBound.Of(spec, state);

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights) =>
        NetworkEngine.Load(spec, state, weights, device);
}
