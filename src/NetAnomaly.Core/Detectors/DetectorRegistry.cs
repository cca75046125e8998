using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ensemble;

namespace NetAnomaly.Core.Detectors;

/// <summary>The providers at hand, asked in order; ensembles of what they make come with them.</summary>
public sealed class DetectorRegistry : IDetectorRegistry
{
    private readonly IDetectorFactory[] providers;

    /// <summary>A registry.</summary>
    public DetectorRegistry(IEnumerable<IDetectorFactory> providers) => this.providers = [.. providers, new EnsembleFactory(this)];

    /// <inheritdoc/>
    public IDetectorFactory Primary => providers.FirstOrDefault(provider => provider is not EnsembleFactory && provider.Engine != CoreDetectors.Engine) ?? providers[0];

    /// <inheritdoc/>
    public IDetectorFactory FactoryFor(ModelArchitecture architecture) =>
        Array.Find(providers, provider => provider.Supports(architecture))
        ?? throw new NotSupportedException($"No engine that is installed makes {architecture} models.");
}
