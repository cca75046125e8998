using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Engines;

/// <summary>Networks on the engine that comes with the module: any machine, no native library.</summary>
public sealed class EmbeddedEngine : IDetectorProvider
{
    /// <inheritdoc/>
    public string Engine => "Embedded";

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => WordNetworks.Has(architecture);

    /// <inheritdoc/>
    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        NetworkEngine.Train(job, NetworkDevice.Host, progress, cancellation);

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, Vocabulary vocabulary, Stream? weights) => NetworkEngine.Load(spec, vocabulary, weights, NetworkDevice.Host);
}
