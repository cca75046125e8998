namespace NetAnomaly.Core.Detection;

/// <summary>The providers at hand, asked in order.</summary>
public sealed class DetectorCatalog(IEnumerable<IDetectorProvider> providers)
{
    private readonly IDetectorProvider[] providers = [.. providers];

    /// <summary>The first provider that makes an architecture.</summary>
    /// <exception cref="NotSupportedException">None does.</exception>
    public IDetectorProvider For(ModelArchitecture architecture) =>
        Array.Find(providers, provider => provider.Supports(architecture))
        ?? throw new NotSupportedException($"No engine that is installed makes {architecture} models.");
}
