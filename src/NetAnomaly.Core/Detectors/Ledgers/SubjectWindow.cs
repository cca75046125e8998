namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What a window of training shows of one subject.</summary>
/// <param name="Subject">A pair or a host.</param>
/// <param name="Window">Start of the window, ticks.</param>
/// <param name="Evidence">−ln p.</param>
/// <param name="Mass">1/p of its strange conversations, added up.</param>
internal readonly record struct SubjectWindow(long Subject, long Window, double Evidence, double Mass)
{
    /// <summary>The pairs, ordered by subject and window.</summary>
    public static SubjectWindow[] OfPairs(HostGroups pairs, double[] evidence) =>
        Ordered(
            Enumerable.Range(0, pairs.Count)
                .Select(pair => new SubjectWindow(pairs.Host(pair), pairs.Window(pair), evidence[pair], 0)));

    /// <summary>The hosts of one side, ordered by subject and window.</summary>
    public static SubjectWindow[] OfHosts(HostGroups hosts, double[] evidence, double[] total)
    {
        var mass = LedgerModel.Mass(hosts, total);
        return Ordered(
            Enumerable.Range(0, hosts.Count)
                .Select(host => new SubjectWindow(hosts.Host(host), hosts.Window(host), evidence[host], mass[host])));
    }

    private static SubjectWindow[] Ordered(IEnumerable<SubjectWindow> windows) =>
        [.. windows.OrderBy(own => own.Subject).ThenBy(own => own.Window)];
}
