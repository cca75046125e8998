namespace NetAnomaly.Operations.Assets;

/// <summary>All that objects call hosts by, before it is replaced.</summary>
internal static class OriginalHosts
{
    /// <summary>The hosts of a result.</summary>
    public static IReadOnlySet<string> Of(AnomalyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var hosts = new HashSet<string>(StringComparer.Ordinal);
        Add(hosts, result);
        return hosts;
    }

    /// <summary>The hosts of an incident.</summary>
    public static IReadOnlySet<string> Of(AnomalyIncident incident)
    {
        ArgumentNullException.ThrowIfNull(incident);
        var hosts = new HashSet<string>(StringComparer.Ordinal) { incident.Host };
        if (incident.Subject is { Kind: SubjectKind.Host, Key: { } key }) hosts.Add(key);
        foreach (var result in incident.Top) Add(hosts, result);
        return hosts;
    }

    private static void Add(HashSet<string> hosts, AnomalyResult result)
    {
        Add(hosts, result.Host);
        Add(hosts, result.SourceAddress);
        Add(hosts, result.DestinationAddress);
        Add(hosts, result.ObservedSourceAddress);
        Add(hosts, result.ObservedDestinationAddress);
        Add(hosts, result.Sequence.SourceAddress);
        Add(hosts, result.Sequence.DestinationAddress);
        foreach (var evidence in result.Evidence)
        {
            if (evidence.About is { Kind: SubjectKind.Host, Key: { } key }) Add(hosts, key);
        }

        foreach (var flow in result.Sequence.Flows) Add(hosts, flow);
        foreach (var top in result.TopFlows) Add(hosts, top.Flow);
        if (result.Explanation is not { } explanation) return;
        foreach (var flow in explanation.Flows) Add(hosts, flow);
        foreach (var flow in explanation.Causes.SelectMany(cause => cause.Flows)) Add(hosts, flow);
    }

    private static void Add(HashSet<string> hosts, FlowRecord flow)
    {
        Add(hosts, flow.SourceAddress);
        Add(hosts, flow.DestinationAddress);
        Add(hosts, flow.ObservedSourceAddress);
        Add(hosts, flow.ObservedDestinationAddress);
    }

    private static void Add(HashSet<string> hosts, string? host)
    {
        if (host is not null) hosts.Add(host);
    }
}
