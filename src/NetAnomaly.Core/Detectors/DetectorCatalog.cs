using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ensemble;

namespace NetAnomaly.Core.Detectors;

/// <summary>The providers at hand, asked in order; ensembles of what they make come with them.</summary>
public sealed class DetectorCatalog
{
    private readonly IDetectorProvider[] providers;

    /// <summary>A catalog.</summary>
    public DetectorCatalog(IEnumerable<IDetectorProvider> providers) => this.providers = [.. providers, new EnsembleProvider(this)];

    /// <summary>The provider that speaks for what this catalog computes on: an engine's where it has one.</summary>
    internal IDetectorProvider Leading => providers.FirstOrDefault(provider => provider is not EnsembleProvider && provider.Engine != CoreDetectors.Engine) ?? providers[0];

    /// <summary>The first provider that makes an architecture.</summary>
    /// <exception cref="NotSupportedException">None does.</exception>
    public IDetectorProvider For(ModelArchitecture architecture) =>
        Array.Find(providers, provider => provider.Supports(architecture))
        ?? throw new NotSupportedException($"No engine that is installed makes {architecture} models.");
}
