using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ensemble;

namespace NetAnomaly.Core.Detectors;

/// <summary>The providers at hand, asked in order; ensembles of what they make come with them.</summary>
internal sealed class DetectorRegistry : IDetectorRegistry
{
    private readonly IDetectorFactory[] providers;

    /// <summary>A registry of the kinds of this version.</summary>
    public DetectorRegistry(IEnumerable<IDetectorFactory> providers)
        : this(providers, DetectorKinds.Standard)
    {
    }

    /// <summary>A registry.</summary>
    /// <param name="providers">What makes detectors, the first choice first.</param>
    /// <param name="kinds">The kinds that there are.</param>
    public DetectorRegistry(IEnumerable<IDetectorFactory> providers, DetectorKinds kinds)
    {
        this.providers = [.. providers, new EnsembleFactory(this)];
        Kinds = kinds;
    }

    /// <summary>The kinds that there are.</summary>
    public DetectorKinds Kinds { get; }

    /// <inheritdoc/>
    public IDetectorFactory Primary =>
        providers.FirstOrDefault(provider => provider is not EnsembleFactory
            && provider.Engine != IDetectorFactory.NoEngine)
        ?? providers[0];

    /// <inheritdoc/>
    public IDetectorFactory FactoryFor(ModelArchitecture architecture) =>
        Array.Find(providers, provider => provider.Supports(architecture))
        ?? throw new NotSupportedException($"No engine that is installed makes {architecture} models.");

    /// <inheritdoc/>
    public IDetectorKind KindOf(ModelArchitecture architecture) => Kinds.Of(architecture);
}
