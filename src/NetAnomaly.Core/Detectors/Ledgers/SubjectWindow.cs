using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>What a window of training shows of one subject.</summary>
/// <param name="Subject">A pair or a host.</param>
/// <param name="Window">Start of the window, ticks.</param>
/// <param name="Evidence">−ln p.</param>
/// <param name="Mass">1/p of its strange conversations, added up.</param>
internal readonly record struct SubjectWindow(long Subject, long Window, double Evidence, double Mass)
{
    /// <summary>The pairs, ordered by subject and window.</summary>
    public static SubjectWindow[] OfPairs(ConversationSummary[] rows, double[] evidence) =>
        Ordered(
            rows.Select((row, i) => new SubjectWindow(row.Dyad, row.Window, evidence[i], 0))
                .Where(own => own.Subject != 0));

    /// <summary>The hosts of one side, ordered by subject and window.</summary>
    public static SubjectWindow[] OfHosts(
        ConversationSummary[] rows, HostGroups hosts, double[] evidence, double[] total)
    {
        var mass = LedgerModel.Mass(hosts, total);
        var window = new long[hosts.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            if (hosts.Of[i] >= 0) window[hosts.Of[i]] = rows[i].Window;
        }

        return Ordered(
            Enumerable.Range(0, hosts.Count)
                .Select(host => new SubjectWindow(hosts.Host(host), window[host], evidence[host], mass[host])));
    }

    private static SubjectWindow[] Ordered(IEnumerable<SubjectWindow> windows) =>
        [.. windows.OrderBy(own => own.Subject).ThenBy(own => own.Window)];
}
