using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Conversations of training that were judged by others, and the scales that they make.</summary>
internal sealed class LedgerCalibration
{
    // A flood in training is so many units at most, not as many as it has conversations.
    private const double MostUnitsOfServer = 8;

    private LedgerCalibration(
        ConversationSummary[] rows, LedgerStatistics found, EvidenceScale[] scales, EvidenceBoard board, double perUnit)
    {
        (Rows, Found, Scales, Board, PerUnit) = (rows, found, scales, board, perUnit);
        Pairs = board.OfPairs();
    }

    /// <summary>The conversations.</summary>
    public ConversationSummary[] Rows { get; }

    /// <summary>What they show.</summary>
    public LedgerStatistics Found { get; }

    /// <summary>Scales of every kind but accumulation.</summary>
    public EvidenceScale[] Scales { get; }

    /// <summary>Evidence of every kind but accumulation.</summary>
    public EvidenceBoard Board { get; }

    /// <summary>Conversations for each unit of calibration.</summary>
    public double PerUnit { get; }

    /// <summary>−ln p of the pair of each conversation.</summary>
    public double[] Pairs { get; }

    /// <summary>Judges conversations and makes scales of them.</summary>
    /// <param name="rows">Whole windows, by rising window.</param>
    /// <param name="history">What judges them; it does not know them.</param>
    /// <param name="given">What others say of them.</param>
    /// <param name="mostSpoken">Windows beyond which a new pair that goes on speaking says nothing more.</param>
    public static LedgerCalibration Of(
        ConversationSummary[] rows, TrafficHistory history, IReadOnlyList<GivenEvidence> given, int mostSpoken)
    {
        var found = LedgerStatistics.Of(rows, history, Spoken(rows), mostSpoken);
        var weights = Weights(found);
        var scales = new EvidenceScale[EvidenceRules.Kinds.Length];
        for (var kind = 0; kind < LedgerStatistics.Kinds; kind++)
        {
            scales[kind] = EvidenceScale.Of(
                found.Values[kind], weights[(int)EvidenceRules.RoleOf((LedgerEvidence)kind)],
                EvidenceRules.LeastTail((LedgerEvidence)kind));
        }

        var perUnit = Math.Max(rows.Length / weights[(int)EvidenceRole.Pair].Sum(), 1);
        var board = new EvidenceBoard(given, LedgerModel.EvidenceOf(found, scales), rows.Length, perUnit);
        scales[(int)LedgerEvidence.Together] = EvidenceScale.Of(
            board.Sums(), weights[(int)EvidenceRole.Pair], EvidenceRules.LeastTail(LedgerEvidence.Together));
        LedgerModel.AddTogether(board, scales[(int)LedgerEvidence.Together]);
        return new LedgerCalibration(rows, found, scales, board, perUnit);
    }

    /// <summary>Makes a scale of what has accumulated against pairs.</summary>
    public void AddAccumulation(SubjectLedger ledger) =>
        Scales[(int)LedgerEvidence.Accumulation] = EvidenceScale.Of(
            Accumulated(ledger), Weights(Found)[(int)EvidenceRole.Pair],
            EvidenceRules.LeastTail(LedgerEvidence.Accumulation));

    /// <summary>
    /// The same conversations, those of every second window judged by the scales of the others: nothing lies beyond the
    /// largest of its own scale, and by that later traffic would look stranger than this.
    /// </summary>
    public LedgerCalibration CrossJudged(IReadOnlyList<GivenEvidence> given, SubjectLedger ledger)
    {
        var halves = CalibrationHalves.Of(Rows);
        var weights = Weights(Found);
        double[][] evidence =
        [
            .. Found.Values.Select((values, kind) => halves.Judge(
                values, weights[(int)EvidenceRules.RoleOf((LedgerEvidence)kind)],
                EvidenceRules.LeastTail((LedgerEvidence)kind),
                (i, scale) => LedgerModel.Evidence((LedgerEvidence)kind, values[i], Found.IsNew[i], scale))),
        ];
        var board = new EvidenceBoard(given, evidence, Rows.Length, PerUnit);
        var pairWeights = weights[(int)EvidenceRole.Pair];
        Add(LedgerEvidence.Together, board.Sums());
        var judged = new LedgerCalibration(Rows, Found, Scales, board, PerUnit);
        Add(LedgerEvidence.Accumulation, judged.Accumulated(ledger));
        return judged;

        void Add(LedgerEvidence kind, double[] values) =>
            halves.Judge(
                values, pairWeights, EvidenceRules.LeastTail(kind), (i, scale) => -Math.Log(scale.PValue(values[i])))
                .CopyTo(board[kind], 0);
    }

    /// <summary>What the windows show of pairs, clients and servers, each ordered by subject and window.</summary>
    /// <param name="total">−ln p of each conversation.</param>
    public SubjectWindow[][] Subjects(double[] total) =>
        [
            SubjectWindow.OfPairs(Found.Pairs, Found.Pairs.MeanEvidence(Pairs)),
            SubjectWindow.OfHosts(Found.Clients, Board.OfHosts(EvidenceRole.Client, Found.Clients, Pairs), total),
            SubjectWindow.OfHosts(Found.Servers, Board.OfHosts(EvidenceRole.Server, Found.Servers, Pairs), total),
        ];

    // NaN where nothing has accumulated.
    private double[] Accumulated(SubjectLedger ledger)
    {
        var state = new EvidenceState();
        var (groups, evidence) = (Found.Pairs, Found.Pairs.MeanEvidence(Pairs));
        var accumulated = new double[groups.Count];
        for (var group = 0; group < groups.Count; group++)
        {
            ref var pair = ref state.Pair(groups.Host(group));
            ledger.Add(ref pair, groups.Window(group), evidence[group], 0, 0);
            accumulated[group] = pair.Accumulated > 0 ? pair.Accumulated : double.NaN;
        }

        return
        [
            .. groups.Of.Select(
                (group, i) => group < 0 || Found.IsOfMovedHost[i] ? double.NaN : accumulated[group]),
        ];
    }

    // Windows in which each pair has spoken so far.
    private static int[] Spoken(ConversationSummary[] rows)
    {
        var counts = new Dictionary<long, (long Last, int Windows)>();
        return Array.ConvertAll(rows, row =>
        {
            var known = counts.GetValueOrDefault(row.Dyad, (Last: long.MinValue, Windows: 0));
            if (known.Last != row.Window) counts[row.Dyad] = known = (row.Window, known.Windows + 1);
            return known.Windows;
        });
    }

    // By role: no client counts more than one unit in a window, no server more than eight.
    private static double[][] Weights(LedgerStatistics found)
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
