using NetAnomaly.Core.Detection;
using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Gathers conversations by host, or pair of hosts, and window.</summary>
internal sealed class HostGroups
{
    private readonly List<int> counts = [];
    private readonly List<long> hosts = [];
    private readonly List<long> windows = [];

    private HostGroups(int rows) => Of = new int[rows];

    /// <summary>The host-window of each row; −1 where the host is not known.</summary>
    public int[] Of { get; }

    /// <summary>How many host-windows there are.</summary>
    public int Count => counts.Count;

    /// <summary>Rows of a host-window.</summary>
    public int Rows(int hostWindow) => counts[hostWindow];

    /// <summary>The host of a host-window.</summary>
    public long Host(int hostWindow) => hosts[hostWindow];

    /// <summary>The window of a host-window.</summary>
    public long Window(int hostWindow) => windows[hostWindow];

    /// <summary>Gathers rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="host">The host by which to gather.</param>
    public static HostGroups Gather(IReadOnlyList<ConversationSummary> rows, Func<ConversationSummary, long> host)
    {
        var groups = new HostGroups(rows.Count);
        var numbers = new Dictionary<(long, long), int>();
        for (var i = 0; i < rows.Count; i++)
        {
            var key = host(rows[i]);
            if (key == 0)
            {
                groups.Of[i] = -1;
                continue;
            }

            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
                numbers, (key, rows[i].Window), out var known);
            if (!known)
            {
                number = groups.counts.Count;
                groups.counts.Add(0);
                groups.hosts.Add(key);
                groups.windows.Add(rows[i].Window);
            }

            groups.counts[number]++;
            groups.Of[i] = number;
        }

        return groups;
    }

    /// <summary>Sums a value over the rows of each host-window.</summary>
    public double[] Sum(Func<int, double> value)
    {
        var sums = new double[Count];
        for (var i = 0; i < Of.Length; i++)
        {
            if (Of[i] >= 0) sums[Of[i]] += value(i);
        }

        return sums;
    }

    /// <summary>−ln p of each host-window: of the mean 1/p over its rows.</summary>
    /// <param name="evidence">−ln p of each row.</param>
    public double[] MeanEvidence(double[] evidence)
    {
        var inverse = Sum(i => Math.Exp(evidence[i]));
        for (var group = 0; group < inverse.Length; group++) inverse[group] = Math.Log(inverse[group] / Rows(group));
        return inverse;
    }
}
