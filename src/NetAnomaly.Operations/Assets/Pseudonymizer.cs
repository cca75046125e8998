namespace NetAnomaly.Operations.Assets;

/// <summary>
/// Replaces addresses and names in results, incidents and alerts by stable tokens, in texts and lists too, so that they
/// can leave the house. Labels, times, ports, numbers and the model's name stay, but for addresses within them. Not
/// thread-safe.
/// </summary>
/// <param name="pseudonyms">The tokens.</param>
/// <param name="assets">Names that may stand in texts; <see langword="null"/> for those of the incident only.</param>
internal sealed class Pseudonymizer(Pseudonyms pseudonyms, AssetTable? assets = null)
{
    private readonly HostAsset[] named = [.. assets?.Assets ?? []];

    /// <summary>The result without addresses.</summary>
    public AnomalyResult Of(AnomalyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new PseudonymCopy(pseudonyms, OriginalHosts.Of(result), named).Result(result);
    }

    /// <summary>The incident without addresses and names.</summary>
    public AnomalyIncident Of(AnomalyIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        HostAsset[] all = incident.Asset is { } asset ? [asset, .. named] : named;
        return new PseudonymCopy(pseudonyms, OriginalHosts.Of(incident), all).Incident(incident);
    }

    /// <summary>The alert without addresses and names.</summary>
    public AnomalyAlert Of(AnomalyAlert alert)
    {
        ArgumentNullException.ThrowIfNull(alert);
        return alert with { Incident = Of(alert.Incident) };
    }
}
