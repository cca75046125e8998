using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ensemble;

namespace NetAnomaly.Core.Detectors;

/// <summary>The providers at hand, asked in order; ensembles of what they make come with them.</summary>
public sealed class DetectorCatalog : IDetectorRegistry
{
    private readonly IDetectorProvider[] providers;

    /// <summary>A catalog.</summary>
    public DetectorCatalog(IEnumerable<IDetectorProvider> providers) => this.providers = [.. providers, new EnsembleProvider(this)];

    /// <inheritdoc/>
    public IDetectorProvider Leading => providers.FirstOrDefault(provider => provider is not EnsembleProvider && provider.Engine != CoreDetectors.Engine) ?? providers[0];

    /// <inheritdoc/>
    public IDetectorProvider FactoryFor(ModelArchitecture architecture) =>
        Array.Find(providers, provider => provider.Supports(architecture))
        ?? throw new NotSupportedException($"No engine that is installed makes {architecture} models.");
}
