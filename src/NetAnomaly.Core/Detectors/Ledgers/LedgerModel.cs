using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Judges whole windows by habits, timing and what adds up: each kind of evidence on the scale of −ln p, all combined
/// by their weighted harmonic mean (Wilson 2019), and the ledgers of pairs and hosts. Immutable; the memory of a scan
/// is an <see cref="EvidenceState"/>.
/// </summary>
internal sealed class LedgerModel
{
    /// <summary>−ln p from which a conversation counts as strange.</summary>
    public static readonly double Strange = -Math.Log(0.01);

    /// <summary>What was learned.</summary>
    public required TrafficHistory History { get; init; }

    /// <summary>Scales by <see cref="LedgerEvidence"/>.</summary>
    public required ScaleHalves[] Scales { get; init; }

    /// <summary>Conversations for each unit of calibration.</summary>
    public required double PerUnit { get; init; }

    /// <summary>Windows of calibration.</summary>
    public required int Windows { get; init; }

    /// <summary>Adds up.</summary>
    public required SubjectLedger Ledger { get; init; }

    /// <summary>ln e that a window of a pair, a client, a server usually brings; 0 for those not listed.</summary>
    public required Dictionary<long, double>[] Usual { get; init; }

    /// <summary>Rates of pairs, clients, servers.</summary>
    public required RunRates Rates { get; init; }

    /// <summary>Rates of the hosts that are charged with them.</summary>
    public required HostRates Hosts { get; init; }

    /// <summary>Judges a window.</summary>
    /// <param name="rows">All conversations of the window.</param>
    /// <param name="given">Evidence that others found.</param>
    /// <param name="state">The scan's memory; changed.</param>
    public LedgerScores Judge(ConversationSummary[] rows, IReadOnlyList<GivenEvidence> given, EvidenceState state)
    {
        var number = rows.Length == 0 ? 0 : state.NumberOf(rows[0].Window);
        var spoken = Array.ConvertAll(
            rows, row => row.Dyad == 0 ? 0 : Ledger.SpokenIn(state.Pair(row.Dyad), number));
        var found = LedgerStatistics.Of(rows, History, spoken);
        var evidence = EvidenceOf(found, Scales);
        var board = new EvidenceBoard(given, evidence, found.Clients, PerUnit);
        Array.ConvertAll(board.Sums(), Scales[(int)LedgerEvidence.Together].Evidence)
            .CopyTo(board[LedgerEvidence.Together], 0);
        var pairs = board.OfPairs();
        var accumulated = board[LedgerEvidence.Accumulation];
        var (pairRates, clientRates, serverRates) =
            (new RunRate[rows.Length], new RunRate[rows.Length], new RunRate[rows.Length]);
        var runs = new PairRun[rows.Length];
        AddPairs();
        var total = board.Total();
        AddHosts(EvidenceRole.Client, found.Clients, clientRates);
        AddHosts(EvidenceRole.Server, found.Servers, serverRates);
        if (rows.Length > 0) state.Reach(rows[^1].Window);
        return new LedgerScores(total, board, found, runs, pairRates, clientRates, serverRates);

        void AddPairs()
        {
            var (groups, own) = (found.Pairs, found.Pairs.MeanEvidence(pairs));
            var (sums, perDay, run) =
                (new double[groups.Count], new RunRate[groups.Count], new PairRun[groups.Count]);
            for (var group = 0; group < groups.Count; group++)
            {
                var key = groups.Host(group);
                ref var pair = ref state.Pair(key);
                Ledger.Add(
                    ref pair, groups.Window(group), number, own[group],
                    Usual[(int)EvidenceRole.Pair].GetValueOrDefault(key), 0);
                sums[group] = pair.Ledger > 0 ? Scales[(int)LedgerEvidence.Accumulation].Evidence(pair.Ledger) : 0;
                perDay[group] = Rates.Of(EvidenceRole.Pair, pair);
                run[group] = new PairRun(pair.First, pair.Windows, pair.RunStart, pair.RunWindows);
            }

            for (var i = 0; i < rows.Length; i++)
            {
                if (groups.Of[i] is >= 0 and var group && !found.IsOfMovedHost[i])
                    (accumulated[i], pairRates[i], runs[i]) = (sums[group], perDay[group], run[group]);
                else pairRates[i] = RunRate.None;
            }
        }

        void AddHosts(EvidenceRole role, HostGroups hosts, RunRate[] rates)
        {
            var (own, mass) = (board.OfHosts(role, hosts, pairs), Mass(hosts, total));
            var perDay = new RunRate[hosts.Count];
            for (var host = 0; host < hosts.Count; host++)
            {
                var key = hosts.Host(host);
                ref var subject = ref role == EvidenceRole.Client ? ref state.Client(key) : ref state.Server(key);
                Ledger.Add(
                    ref subject, hosts.Window(host), number, own[host], Usual[(int)role].GetValueOrDefault(key),
                    mass[host]);
                perDay[host] = Rates.Of(role, subject);
            }

            for (var i = 0; i < rows.Length; i++)
                rates[i] = hosts.Of[i] < 0 ? RunRate.None : perDay[hosts.Of[i]];
        }
    }

    /// <summary>−ln p of each kind that is told from conversations.</summary>
    private static double[][] EvidenceOf(LedgerStatistics found, ScaleHalves[] scales)
    {
        var evidence = new double[LedgerStatistics.Kinds][];
        Parallel.For(0, evidence.Length, kind =>
        {
            var own = evidence[kind] = new double[found.IsNew.Length];
            for (var i = 0; i < own.Length; i++)
                own[i] = Evidence((LedgerEvidence)kind, found.Values[kind][i], found.IsNew[i], scales[kind]);
        });
        return evidence;
    }

    /// <summary>1/p of the strange conversations of each host, added up.</summary>
    public static double[] Mass(HostGroups hosts, double[] total) =>
        hosts.Sum(i => total[i] >= Strange ? Math.Exp(total[i]) : 0);

    /// <summary>
    /// Whether a kind that is told from conversations has something to say of one; never without calibration, whatever
    /// the model of habits says.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="statistic">What was counted.</param>
    /// <param name="isNew">Whether the pair never spoke in the history.</param>
    /// <param name="scale">The kind's.</param>
    public static bool Speaks(LedgerEvidence kind, double statistic, bool isNew, ScaleHalves scale) =>
        !double.IsNaN(statistic) && (isNew || !EvidenceRules.IsOfNewPairs(kind)) && scale.Weight > 0
        && (!EvidenceRules.NeedsReferences(kind) || scale.References >= EvidenceRules.LeastReferences);

    /// <summary>−ln p of one statistic by both scales of its kind.</summary>
    public static double Evidence(LedgerEvidence kind, double statistic, bool isNew, ScaleHalves scales) =>
        Speaks(kind, statistic, isNew, scales)
            ? (Evidence(kind, statistic, scales.First) + Evidence(kind, statistic, scales.Second)) / 2
            : 0;

    /// <summary>−ln p of one statistic by one of them.</summary>
    public static double Evidence(
        LedgerEvidence kind, double statistic, bool isNew, ScaleHalves scales, EvidenceScale by) =>
        Speaks(kind, statistic, isNew, scales) ? Evidence(kind, statistic, by) : 0;

    private static double Evidence(LedgerEvidence kind, double statistic, EvidenceScale scale)
    {
        var evidence = -Math.Log(scale.PValue(statistic));
        if (!EvidenceRules.IsHabit(kind)) return evidence;
        var weight = scale.Weight;
        return ((weight * evidence) + (EvidenceRules.ModelWeight * Math.Min(statistic, 27.6)))
            / (weight + EvidenceRules.ModelWeight);
    }
}
