using NetAnomaly.Core.Detection;
namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>
/// Counts the flows of one conversation by host and service: mostly a single pair, rarely more than a few.
/// </summary>
internal struct ServiceCounter
{
    private ServiceUse first;
    private Dictionary<(long Host, long Service), int>? others;

    /// <summary>Counts one flow.</summary>
    public void Add(long host, long service)
    {
        if (first.Flows == 0) first = new ServiceUse(host, service, 1);
        else if (first.Host == host && first.Service == service) first = first with { Flows = first.Flows + 1 };
        else (others ??= [])[(host, service)] = others.GetValueOrDefault((host, service)) + 1;
    }

    /// <summary>The counts, in order of appearance of the pairs.</summary>
    public readonly ServiceUse[] ToArray() =>
        first.Flows == 0 ? []
        : others is null ? [first]
        : [first, .. others.Select(pair => new ServiceUse(pair.Key.Host, pair.Key.Service, pair.Value))];
}
