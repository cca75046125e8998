namespace NetAnomaly.Benchmarks.Explaining;

/// <summary>The busy hosts of a network.</summary>
internal static class InsideHosts
{
    private const int LeastFlows = 200;

    /// <summary>Hosts inside that open many flows and are called, too, by name.</summary>
    public static IEnumerable<string> Of(IEnumerable<FlowRecord> flows)
    {
        var (opened, called) = (new Dictionary<string, int>(), new Dictionary<string, int>());
        foreach (var flow in flows)
        {
            opened[flow.SourceAddress] = opened.GetValueOrDefault(flow.SourceAddress) + 1;
            called[flow.DestinationAddress] = called.GetValueOrDefault(flow.DestinationAddress) + 1;
        }

        return Of(opened, called);
    }

    /// <summary>The same, counted already.</summary>
    public static IEnumerable<string> Of(Dictionary<string, int> opened, Dictionary<string, int> called) =>
        opened.Where(host => IsInside(host.Key) && host.Value >= LeastFlows && called.ContainsKey(host.Key))
            .Select(host => host.Key).Order(StringComparer.Ordinal);

    private static bool IsInside(string address) =>
        (address.StartsWith("10.", StringComparison.Ordinal)
            || address.StartsWith("192.168.", StringComparison.Ordinal)) && !address.EndsWith(".255",
            StringComparison.Ordinal);
}
