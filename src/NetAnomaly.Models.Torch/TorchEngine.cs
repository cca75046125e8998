using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Engines;

/// <summary>The same networks on TorchSharp, which needs libtorch.</summary>
public sealed class TorchEngine : IDetectorProvider
{
    /// <inheritdoc/>
    public string Engine => "Torch";

    /// <inheritdoc/>
    public bool Supports(ModelArchitecture architecture) => WordNetworks.Has(architecture);

    /// <inheritdoc/>
    public TrainedDetector Train(TrainingJob job, IProgress<TrainingProgress>? progress, CancellationToken cancellation) =>
        NetworkEngine.Train(job, progress, cancellation);

    /// <inheritdoc/>
    public IDetector Load(ModelSpec spec, DetectorState state, Stream? weights) => NetworkEngine.Load(spec, state, weights);
}
