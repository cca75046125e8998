using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>The habits of hosts by number.</summary>
internal static class HostHabit
{
    /// <summary>Hosts that a client speaks with.</summary>
    public const int FanOut = 0;

    /// <summary>Hosts that call a server.</summary>
    public const int FanIn = 1;

    /// <summary>Flows of a client that stay unanswered.</summary>
    public const int Unanswered = 2;

    /// <summary>Hosts that a client never spoke with.</summary>
    public const int NewDestinations = 3;

    /// <summary>Hosts that a server was never called by.</summary>
    public const int NewSources = 4;

    /// <summary>How many there are.</summary>
    public const int Count = 5;

    /// <summary>Least variance of log₂(1 + count).</summary>
    public const double Floor = 0.25;

    // With fewer windows the halves of training are no past and future.
    private const int LeastWindows = 4;

    /// <summary>Learns the habits.</summary>
    /// <param name="rows">By rising window.</param>
    /// <param name="hosts">Numbers of the hosts whose habits are wanted.</param>
    public static HabitModel[] Fit(ConversationSummary[] rows, KeyIndex hosts)
    {
        var (clients, servers) = (HostWindow.OfClients(rows), HostWindow.OfServers(rows));
        var (destinations, sources) = NewPeers(rows, clients, servers);
        return
        [
            Of(clients.Select(own => (own.Host, (double)own.Peers))),
            Of(servers.Select(own => (own.Host, (double)own.Peers))),
            Of(clients.Select(own => (own.Host, (double)own.Unanswered))),
            Of(destinations),
            Of(sources),
        ];

        HabitModel Of(IEnumerable<(long Host, double Count)> cases) =>
            HabitModel.Fit(
                [
                    .. cases.Select(own => new HabitCase(hosts.Find(own.Host), 0, HabitModel.Value(own.Count)))
                        .Where(own => own.Unit >= 0),
                ],
                hosts.Count, 1, Floor);
    }

    // New peers of known hosts in the later half of training, against the earlier one.
    private static (IEnumerable<(long, double)> Destinations, IEnumerable<(long, double)> Sources) NewPeers(
        ConversationSummary[] rows, IReadOnlyList<HostWindow> clients, IReadOnlyList<HostWindow> servers)
    {
        long[] windows = [.. rows.Select(row => row.Window).Distinct()];
        if (windows.Length < LeastWindows)
        {
            return (
                clients.Select(own => (own.Host, (double)own.Peers)),
                servers.Select(own => (own.Host, (double)own.Peers)));
        }

        var cut = windows[windows.Length / 2];
        var (pairs, known) = (new HashSet<long>(), new HashSet<long>());
        var (destinations, sources) = (
            new Dictionary<(long, long), double>(), new Dictionary<(long, long), double>());
        foreach (var row in rows)
        {
            if (row.Window < cut)
            {
                pairs.Add(row.Dyad);
                known.Add(row.Source);
                known.Add(row.Destination);
                continue;
            }

            var isNew = pairs.Contains(row.Dyad) ? 0 : 1;
            if (row.Source != 0 && known.Contains(row.Source))
                destinations[(row.Source, row.Window)] =
                    destinations.GetValueOrDefault((row.Source, row.Window)) + isNew;
            if (row.Destination != 0 && known.Contains(row.Destination))
                sources[(row.Destination, row.Window)] =
                    sources.GetValueOrDefault((row.Destination, row.Window)) + isNew;
        }

        return (
            destinations.Select(own => (own.Key.Item1, own.Value)), sources.Select(own => (own.Key.Item1, own.Value)));
    }
}
