using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Conversations of training that were judged by others, and the scales that those of them make that are kept.
/// </summary>
internal sealed class LedgerCalibration
{
    // A flood in training is so many units at most, not as many as it has conversations.
    private const double MostUnitsOfServer = 8;

    private readonly CalibrationHalves halves;
    private readonly double[][] weights;
    private readonly LedgerStatistics found;

    private LedgerCalibration(
        ConversationSummary[] rows, CalibrationHalves halves, LedgerStatistics found,
        IReadOnlyList<GivenEvidence> given)
    {
        (this.halves, this.found, weights) = (halves, found, WeightsOf(found));
        var evidence = new double[LedgerStatistics.Kinds][];
        for (var kind = 0; kind < evidence.Length; kind++)
        {
            var (own, values) = ((LedgerEvidence)kind, found.Values[kind]);
            Scales[kind] = ScalesOf(own, values);
            evidence[kind] = halves.Judge(
                Scales[kind], (i, by) => LedgerModel.Evidence(own, values[i], found.IsNew[i], Scales[(int)own], by));
        }

        PerUnit = Math.Max(rows.Length / weights[(int)EvidenceRole.Pair].Sum(), 1);
        Board = new EvidenceBoard(given, evidence, found.Clients, PerUnit);
        Add(LedgerEvidence.Together, Board.Sums());
        Pairs = Board.OfPairs();
    }

    /// <summary>Scales of every kind.</summary>
    public ScaleHalves[] Scales { get; } = new ScaleHalves[EvidenceRules.Kinds.Length];

    /// <summary>Evidence of every kind, each conversation judged by the scales of the half that it is not of.</summary>
    public EvidenceBoard Board { get; }

    /// <summary>Conversations for each unit of calibration.</summary>
    public double PerUnit { get; }

    /// <summary>Whether the pair of each conversation never spoke in the history.</summary>
    public bool[] IsNew => found.IsNew;

    // −ln p of the pair of each conversation.
    private double[] Pairs { get; }

    /// <summary>Judges conversations and makes scales of them.</summary>
    /// <param name="rows">Whole windows, by rising window.</param>
    /// <param name="kept">Which of them make scales.</param>
    /// <param name="history">What judges them; it does not know them.</param>
    /// <param name="given">What others say of them.</param>
    /// <param name="ledger">Adds up.</param>
    public static LedgerCalibration Of(
        ConversationSummary[] rows, bool[] kept, TrafficHistory history, IReadOnlyList<GivenEvidence> given,
        SubjectLedger ledger)
    {
        var found = LedgerStatistics.Of(rows, history, Spoken(rows, ledger));
        var calibration = new LedgerCalibration(rows, CalibrationHalves.Of(rows, kept), found, given);
        calibration.Add(LedgerEvidence.Accumulation, calibration.Accumulated(ledger));
        return calibration;
    }

    /// <summary>What the windows show of pairs, clients and servers, each ordered by subject and window.</summary>
    /// <param name="total">−ln p of each conversation.</param>
    public SubjectWindow[][] Subjects(double[] total) =>
        [
            SubjectWindow.OfPairs(found.Pairs, found.Pairs.MeanEvidence(Pairs)),
            SubjectWindow.OfHosts(found.Clients, Board.OfHosts(EvidenceRole.Client, found.Clients, Pairs), total),
            SubjectWindow.OfHosts(found.Servers, Board.OfHosts(EvidenceRole.Server, found.Servers, Pairs), total),
        ];

    private void Add(LedgerEvidence kind, double[] values)
    {
        Scales[(int)kind] = ScalesOf(kind, values);
        halves.Judge(Scales[(int)kind], (i, scale) => -Math.Log(scale.PValue(values[i]))).CopyTo(Board[kind], 0);
    }

    private ScaleHalves ScalesOf(LedgerEvidence kind, double[] values) =>
        halves.Scales(values, weights[(int)EvidenceRules.RoleOf(kind)], EvidenceRules.LeastTail(kind));

    // NaN where nothing has accumulated.
    private double[] Accumulated(SubjectLedger ledger)
    {
        var state = new EvidenceState();
        var (groups, evidence) = (found.Pairs, found.Pairs.MeanEvidence(Pairs));
        var usual = UsualEvidence.ByHalves(SubjectWindow.OfPairs(groups, evidence));
        var accumulated = new double[groups.Count];
        for (var group = 0; group < groups.Count; group++)
        {
            ref var pair = ref state.Pair(groups.Host(group));
            var (host, window) = (groups.Host(group), groups.Window(group));
            ledger.Add(ref pair, window, 0, evidence[group], usual.InOtherHalf(host, window), 0);
            accumulated[group] = pair.Ledger > 0 ? pair.Ledger : double.NaN;
        }

        return
        [
            .. groups.Of.Select(
                (group, i) => group < 0 || found.IsOfMovedHost[i] ? double.NaN : accumulated[group]),
        ];
    }

    // Windows in which each pair has spoken so far.
    private static double[] Spoken(ConversationSummary[] rows, SubjectLedger ledger)
    {
        var state = new EvidenceState();
        return Array.ConvertAll(rows, row =>
        {
            var number = state.NumberOf(row.Window);
            state.Reach(row.Window);
            ref var pair = ref state.Pair(row.Dyad);
            if (pair.Last == row.Window) return pair.Spoken;
            (pair.Spoken, pair.LastNumber) = (ledger.SpokenIn(pair, number), number);
            (pair.Last, pair.Windows) = (row.Window, 1);
            return pair.Spoken;
        });
    }

    // By role: no client counts more than one unit in a window, no server more than eight.
    private static double[][] WeightsOf(LedgerStatistics found)
    {
        var rows = found.IsNew.Length;
        double[][] weights = [new double[rows], new double[rows], new double[rows]];
        for (var i = 0; i < rows; i++)
        {
            var client = found.Clients.Of[i] is >= 0 and var c ? found.Clients.Rows(c) : 1;
            var server = found.Servers.Of[i] is >= 0 and var s ? found.Servers.Rows(s) : 1;
            weights[(int)EvidenceRole.Pair][i] = Math.Min(1, MostUnitsOfServer / server) / client;
            weights[(int)EvidenceRole.Client][i] = 1.0 / client;
            weights[(int)EvidenceRole.Server][i] = 1.0 / server;
        }

        return weights;
    }
}
