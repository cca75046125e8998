using NetAnomaly.Core.Detection;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// What some traffic taught of its pairs, hosts and services: who spoke with whom, who opened what, and how much of it
/// is usual. 64-bit numbers stand for addresses. Immutable once made.
/// </summary>
internal sealed class TrafficHistory
{
    /// <summary>Pairs in the order of <see cref="PairHabits"/>' units.</summary>
    public required KeyIndex Pairs { get; init; }

    /// <summary>Hosts in the order of <see cref="HostHabits"/>' units.</summary>
    public required KeyIndex Hosts { get; init; }

    /// <summary>Protocol and port, the groups of pairs.</summary>
    public required KeyIndex Services { get; init; }

    /// <summary>Windows in which each host opened a conversation.</summary>
    public required int[] ClientWindows { get; init; }

    /// <summary>Windows in which each host was called.</summary>
    public required int[] ServerWindows { get; init; }

    /// <summary>Hosts with the services that they opened.</summary>
    public required HashSet<long> Opened { get; init; }

    /// <summary>Hosts with the services that they were called on.</summary>
    public required HashSet<long> Offered { get; init; }

    /// <summary>How many hosts opened each service, by the number of its port's word.</summary>
    public required Dictionary<long, int> Openers { get; init; }

    /// <summary>Habits of pairs: flows, bytes out, bytes in, destination ports.</summary>
    public required HabitModel[] PairHabits { get; init; }

    /// <summary>Habits of hosts, as <see cref="HostHabit"/> has them.</summary>
    public required HabitModel[] HostHabits { get; init; }

    /// <summary>Whether the export tells the bytes of both directions.</summary>
    public required bool IsTwoWay { get; init; }

    /// <summary>Surprisal of a service among all that hosts open, nats.</summary>
    public double Surprisal(long service) =>
        -Math.Log((Openers.GetValueOrDefault(service) + 1.0) / (Opened.Count + Openers.Count + 1));

    /// <summary>Whether a host was seen at all.</summary>
    public bool Knows(long host) => Hosts.Find(host) >= 0;

    /// <summary>Learns from conversations.</summary>
    /// <param name="rows">By rising window.</param>
    /// <param name="habitual">Those that teach the habits of hosts: the same, and what is forgotten otherwise.</param>
    public static TrafficHistory Of(ConversationSummary[] rows, ConversationSummary[] habitual)
    {
        var (pairs, hosts, services) = (new KeyIndex(), new KeyIndex(), new KeyIndex());
        var (opened, offered, openers) = (new HashSet<long>(), new HashSet<long>(), new Dictionary<long, int>());
        var pairCases = Array.ConvertAll(PairHabit.Floors, _ => new List<HabitCase>(rows.Length));
        foreach (var row in rows)
        {
            if (row.Source != 0) hosts.Add(row.Source);
            if (row.Destination != 0) hosts.Add(row.Destination);
            var service = services.Add(row.Traffic.Service);
            if (row.Dyad is not 0 and var dyad)
            {
                var pair = pairs.Add(dyad);
                for (var habit = 0; habit < pairCases.Length; habit++)
                {
                    pairCases[habit].Add(
                        new HabitCase(
                            pair, PairHabit.IsByService(habit) ? service : 0, PairHabit.Value(habit, row.Traffic)));
                }
            }

            foreach (var use in row.Services)
            {
                if (use.Host == 0) continue;
                if (opened.Add(StableHash.OfPair(use.Host, use.Service)))
                    openers[use.Service] = openers.GetValueOrDefault(use.Service) + 1;
                if (row.PeerOf(use.Host) is not 0 and var called)
                    offered.Add(StableHash.OfPair(called, use.Service));
            }
        }

        var (clients, servers) = (HostWindow.OfClients(rows), HostWindow.OfServers(rows));
        return new TrafficHistory
        {
            Pairs = pairs,
            Hosts = hosts,
            Services = services,
            ClientWindows = Count(clients, hosts),
            ServerWindows = Count(servers, hosts),
            Opened = opened,
            Offered = offered,
            Openers = openers,
            PairHabits =
            [
                .. pairCases.Select((cases, habit) => HabitModel.Fit(
                    cases, pairs.Count, PairHabit.IsByService(habit) ? services.Count : 1, PairHabit.Floors[habit])),
            ],
            HostHabits = HostHabit.Fit(habitual, hosts),
            IsTwoWay = Array.Exists(rows, row => row.Traffic.IsAnswered),
        };
    }

    private static int[] Count(IReadOnlyList<HostWindow> windows, KeyIndex hosts)
    {
        var counts = new int[hosts.Count];
        foreach (var window in windows) counts[hosts.Find(window.Host)]++;
        return counts;
    }
}
