using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Learns a ledger: the earlier windows of training judge the later ones, which are the calibration; the model that
/// scans knows all of them.
/// </summary>
internal sealed class LedgerFitting
{
    /// <summary>With fewer windows there is no past and future, and nothing can be calibrated.</summary>
    public const int LeastWindows = 4;

    // A flood in training is so many units at most, not as many as it has conversations.
    private const double MostUnitsOfServer = 8;
    private readonly ConversationSummary[] later;
    private readonly TimeSpan window;
    private readonly int windows;
    private readonly double days;

    private LedgerFitting(ConversationSummary[] later, TimeSpan window)
    {
        (this.later, this.window) = (later, window);
        windows = later.Select(row => row.Window).Distinct().Count();
        days = TimeSpan.FromTicks(later[^1].Window - later[0].Window + window.Ticks).TotalDays;
    }

    /// <summary>
    /// The first conversation of the last third of the windows; <see langword="null"/> where there are too few windows.
    /// </summary>
    /// <param name="rows">By rising window.</param>
    public static int? CutOf(ConversationSummary[] rows)
    {
        long[] windows = [.. rows.Select(row => row.Window).Distinct()];
        if (windows.Length < LeastWindows) return null;
        var cut = windows[(int)Math.Ceiling(windows.Length * 2 / 3.0)];
        return Array.FindIndex(rows, row => row.Window >= cut);
    }

    /// <summary>Learns.</summary>
    /// <param name="all">All conversations of training, by rising window.</param>
    /// <param name="cut">The first of the later ones.</param>
    /// <param name="given">What others say of the later ones, knowing the earlier ones only.</param>
    /// <param name="window">Length of a window.</param>
    /// <returns>The model, and −ln p of the later conversations.</returns>
    public static (LedgerModel Model, double[] Scores) Fit(
        ConversationSummary[] all, int cut, IReadOnlyList<GivenEvidence> given, TimeSpan window) =>
        new LedgerFitting(all[cut..], window).Fit(all, all[..cut], given);

    private (LedgerModel Model, double[] Scores) Fit(
        ConversationSummary[] all, ConversationSummary[] earlier, IReadOnlyList<GivenEvidence> given)
    {
        var mostSpoken = windows < 6 ? windows : 2 * windows;
        var found = LedgerStatistics.Of(later, TrafficHistory.Of(earlier), Spoken(), mostSpoken);
        var weights = Weights(found);
        var scales = new EvidenceScale[EvidenceRules.Kinds.Length];
        for (var kind = 0; kind < LedgerStatistics.Kinds; kind++)
        {
            scales[kind] = EvidenceScale.Of(
                found.Values[kind], weights[(int)EvidenceRules.RoleOf((LedgerEvidence)kind)],
                EvidenceRules.LeastTail((LedgerEvidence)kind));
        }

        var perUnit = Math.Max(later.Length / weights[(int)EvidenceRole.Pair].Sum(), 1);
        var board = new EvidenceBoard(given, LedgerModel.EvidenceOf(found, scales), later.Length, perUnit);
        scales[(int)LedgerEvidence.Together] = EvidenceScale.Of(
            board.Sums(), weights[(int)EvidenceRole.Pair], EvidenceRules.LeastTail(LedgerEvidence.Together));
        LedgerModel.AddTogether(board, scales[(int)LedgerEvidence.Together]);
        var pairs = board.OfPairs();
        var halfLife = Math.Min(TimeSpan.TicksPerDay, windows / 2.0 * window.Ticks);
        var accumulation = scales[(int)LedgerEvidence.Accumulation] = Accumulation(
            pairs, weights[(int)EvidenceRole.Pair], new SubjectLedger(halfLife), board);
        for (var i = 0; i < later.Length; i++)
        {
            board[LedgerEvidence.Accumulation][i] = LedgerModel.AccumulatedEvidence(
                board[LedgerEvidence.Accumulation][i], accumulation);
        }

        var total = board.Total();
        var subjects = new[]
        {
            SubjectWindow.OfPairs(later, pairs),
            SubjectWindow.OfHosts(later, found.Clients, board.OfHosts(EvidenceRole.Client, found.Clients, pairs), total),
            SubjectWindow.OfHosts(later, found.Servers, board.OfHosts(EvidenceRole.Server, found.Servers, pairs), total),
        };
        var runs = new RunFitting(new SubjectLedger(halfLife), windows, days);
        var model = new LedgerModel
        {
            History = TrafficHistory.Of(all),
            Scales = scales,
            PerUnit = perUnit,
            Windows = windows,
            HalfLife = halfLife,
            Usual = Array.ConvertAll(subjects, RunFitting.Usual),
            Rates = [.. subjects.Select((own, role) => runs.Rates(own, withMass: role != (int)EvidenceRole.Pair))],
        };
        return (model, total);
    }

    private int[] Spoken()
    {
        var counts = new Dictionary<long, int>();
        return Array.ConvertAll(later, row => counts[row.Dyad] = counts.GetValueOrDefault(row.Dyad) + 1);
    }

    // By role: no client counts more than one unit in a window, no server more than eight.
    private double[][] Weights(LedgerStatistics found)
    {
        double[][] weights = [.. Enumerable.Range(0, 3).Select(_ => new double[later.Length])];
        for (var i = 0; i < later.Length; i++)
        {
            var client = found.Clients.Of[i] is >= 0 and var c ? found.Clients.Rows(c) : 1;
            var server = found.Servers.Of[i] is >= 0 and var s ? found.Servers.Rows(s) : 1;
            weights[(int)EvidenceRole.Pair][i] = Math.Min(1, MostUnitsOfServer / server) / client;
            weights[(int)EvidenceRole.Client][i] = 1.0 / client;
            weights[(int)EvidenceRole.Server][i] = 1.0 / server;
        }

        return weights;
    }

    // What adds up against pairs in later training; the sums themselves are left on the board.
    private EvidenceScale Accumulation(double[] pairs, double[] weights, SubjectLedger ledger, EvidenceBoard board)
    {
        var state = new EvidenceState();
        var sums = board[LedgerEvidence.Accumulation];
        for (var i = 0; i < later.Length; i++)
        {
            if (later[i].Dyad is not (not 0 and var dyad)) continue;
            ref var pair = ref state.Pair(dyad);
            ledger.Add(ref pair, later[i].Window, pairs[i], 0, 0);
            sums[i] = pair.Accumulated;
        }

        return EvidenceScale.Of(
            Array.ConvertAll(sums, sum => sum > 0 ? sum : double.NaN), weights,
            EvidenceRules.LeastTail(LedgerEvidence.Accumulation));
    }
}
