using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// What whole windows show against a history, before anything is judged: one number per kind of evidence and
/// conversation, NaN where the kind has nothing to say.
/// </summary>
internal sealed class LedgerStatistics
{
    /// <summary>Kinds that are told from conversations; the others are told from evidence.</summary>
    public const int Kinds = (int)LedgerEvidence.Together;

    /// <summary>Gaps below which nothing is said of timing.</summary>
    public const int LeastGaps = 6;

    private const int LeastPorts = 3;

    private LedgerStatistics(ConversationSummary[] rows)
    {
        Pairs = HostGroups.Gather(rows, row => row.Dyad);
        Clients = HostGroups.Gather(rows, row => row.Source);
        Servers = HostGroups.Gather(rows, row => row.Destination);
        IsNew = new bool[rows.Length];
        IsOfMovedHost = new bool[rows.Length];
        Values = new double[Kinds][];
        for (var kind = 0; kind < Kinds; kind++)
        {
            Values[kind] = new double[rows.Length];
            Array.Fill(Values[kind], double.NaN);
        }
    }

    /// <summary>By kind and conversation.</summary>
    public double[][] Values { get; }

    /// <summary>Conversations by the two hosts: one of each pair and window where they are grouped so.</summary>
    public HostGroups Pairs { get; }

    /// <summary>Conversations by who opened them.</summary>
    public HostGroups Clients { get; }

    /// <summary>Conversations by who was called.</summary>
    public HostGroups Servers { get; }

    /// <summary>Whether the two hosts of a conversation never spoke in the history.</summary>
    public bool[] IsNew { get; }

    /// <summary>
    /// Whether a client that nobody knows calls a known server. All pairs of such a client are new, and last: that is
    /// what a host does that got another address, and says nothing of the pair.
    /// </summary>
    public bool[] IsOfMovedHost { get; }

    /// <summary>Counts.</summary>
    /// <param name="rows">Whole windows.</param>
    /// <param name="history">The past.</param>
    /// <param name="spoken">
    /// Windows in which the pair of each conversation has spoken, as <see cref="SubjectLedger.SpokenIn"/> counts them.
    /// </param>
    public static LedgerStatistics Of(ConversationSummary[] rows, TrafficHistory history, double[] spoken)
    {
        var found = new LedgerStatistics(rows);
        var pairs = Array.ConvertAll(rows, row => history.Pairs.Find(row.Dyad));
        var clients = Array.ConvertAll(rows, row => history.Hosts.Find(row.Source));
        var servers = Array.ConvertAll(rows, row => history.Hosts.Find(row.Destination));
        for (var i = 0; i < rows.Length; i++) found.IsNew[i] = rows[i].Dyad != 0 && pairs[i] < 0;
        found.AddPairs(rows, history, pairs, clients, servers, spoken);
        found.AddHosts(rows, history, clients, servers);
        return found;
    }

    /// <summary>
    /// −ln of an upper bound of the probability that n gaps of independent events vary as little: their shares are
    /// uniform on a simplex, and a coefficient of variation of at most c is a ball in it, P ≤ (n − 1)! / √n ·
    /// π^((n−1)/2) / Γ((n+1)/2) · (c / √n)^(n−1). At least 0.
    /// </summary>
    public static double RegularitySurprise(int gaps, double variation)
    {
        var half = (gaps - 1) / 2.0;
        var log = HalfIntegerGamma.Log(2 * gaps) - (0.5 * Math.Log(gaps)) + (half * Math.Log(Math.PI))
            - HalfIntegerGamma.Log(gaps + 1) + ((gaps - 1) * (Math.Log(variation) - (0.5 * Math.Log(gaps))));
        return Math.Max(-log, 0);
    }

    private void AddPairs(
        ConversationSummary[] rows, TrafficHistory history, int[] pairs, int[] clients, int[] servers,
        double[] spoken)
    {
        Parallel.For(0, rows.Length, i =>
        {
            var row = rows[i];
            if (row.Dyad == 0) return;
            var (traffic, service) = (row.Traffic, history.Services.Find(row.Traffic.Service));
            Set(LedgerEvidence.FlowCount, i, Habit(PairHabit.Flows));
            Set(LedgerEvidence.BytesOut, i, Habit(PairHabit.BytesOut));
            Set(LedgerEvidence.BytesIn, i, Habit(PairHabit.BytesIn));
            if (traffic.Ports >= LeastPorts) Set(LedgerEvidence.Ports, i, Habit(PairHabit.Ports));
            Set(LedgerEvidence.NewService, i, NewService(row, history));
            if (clients[i] < 0) Set(LedgerEvidence.NewHost, i, 1);
            var isKnown = clients[i] >= 0;
            IsOfMovedHost[i] = IsNew[i] && !isKnown && servers[i] >= 0 && history.ServerWindows[servers[i]] > 0;
            if (!IsNew[i] || IsOfMovedHost[i]) return;
            Set(
                isKnown ? LedgerEvidence.Persistence : LedgerEvidence.PersistenceOfNewHost, i, Math.Log(spoken[i]));
            if (traffic.Gaps >= LeastGaps
                && RegularitySurprise(traffic.Gaps, traffic.GapVariation) is > 0 and var regular)
                Set(isKnown ? LedgerEvidence.Regularity : LedgerEvidence.RegularityOfNewHost, i, regular);

            double Habit(int habit) => history.PairHabits[habit].Surprise(
                pairs[i], PairHabit.IsByService(habit) ? service : 0, PairHabit.Value(habit, traffic));
        });
    }

    private void AddHosts(ConversationSummary[] rows, TrafficHistory history, int[] clients, int[] servers)
    {
        var newDestinations = Clients.Sum(i => IsNew[i] ? 1 : 0);
        var newSources = Servers.Sum(i => IsNew[i] ? 1 : 0);
        var unknown = Servers.Sum(i => IsNew[i] && clients[i] < 0 ? 1 : 0);
        var unanswered = Clients.Sum(i => rows[i].Traffic.Unanswered);
        for (var i = 0; i < rows.Length; i++)
        {
            if (Clients.Of[i] is >= 0 and var client)
            {
                Set(LedgerEvidence.FanOut, i, Habit(HostHabit.FanOut, clients[i], Clients.Rows(client)));
                if (history.IsTwoWay && rows[i].Traffic.Unanswered > 0)
                    Set(LedgerEvidence.Unanswered, i, Habit(HostHabit.Unanswered, clients[i], unanswered[client]));
                if (IsNew[i] && clients[i] >= 0)
                    Set(
                        LedgerEvidence.NewDestinations, i,
                        Habit(HostHabit.NewDestinations, clients[i], newDestinations[client]));
            }

            if (Servers.Of[i] is not (>= 0 and var server)) continue;
            Set(LedgerEvidence.FanIn, i, Habit(HostHabit.FanIn, servers[i], Servers.Rows(server)));
            // A caller that nobody knows is new to everybody: that says nothing of whom it calls.
            var strangers = newSources[server] - (unknown[server] > 0 ? 1 : 0);
            if (IsNew[i] && servers[i] >= 0 && strangers > 0)
                Set(LedgerEvidence.NewSources, i, Habit(HostHabit.NewSources, servers[i], strangers));
        }

        double Habit(int habit, int host, double count) =>
            history.HostHabits[habit].Surprise(host, 0, HabitModel.Value(count));
    }

    private static double NewService(in ConversationSummary row, TrafficHistory history)
    {
        var (sum, flows) = (0.0, 0);
        foreach (var use in row.Services)
        {
            if (use.Host == 0) continue;
            var (opener, called) = (history.Hosts.Find(use.Host), history.Hosts.Find(row.PeerOf(use.Host)));
            var opens = opener >= 0 && history.ClientWindows[opener] > 0
                && !history.Opened.Contains(StableHash.OfPair(use.Host, use.Service));
            var offers = called >= 0 && history.ServerWindows[called] > 0
                && !history.Offered.Contains(StableHash.OfPair(row.PeerOf(use.Host), use.Service));
            if (!opens && !offers) continue;
            sum += use.Flows * history.Surprisal(use.Service);
            flows += use.Flows;
        }

        return flows == 0 ? double.NaN : sum / flows;
    }

    private void Set(LedgerEvidence kind, int row, double value) => Values[(int)kind][row] = value;
}
