using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Learns a ledger: the earlier windows of training judge the later ones, which are the calibration; the model that
/// scans knows all of them.
/// </summary>
internal static class LedgerFitting
{
    /// <summary>With fewer windows there is no past and future, and nothing can be calibrated.</summary>
    public const int LeastWindows = 4;

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
    /// <param name="traffic">The conversations of training.</param>
    /// <param name="cut">The first of the later ones.</param>
    /// <param name="given">What others say of all later ones, knowing the earlier ones only.</param>
    /// <param name="window">Length of a window.</param>
    /// <returns>The model, and −ln p of the later conversations that are kept.</returns>
    public static (LedgerModel Model, double[] Scores) Fit(
        TrainingTraffic traffic, int cut, IReadOnlyList<GivenEvidence> given, TimeSpan window)
    {
        var all = traffic.Rows;
        var later = all[cut..];
        int[] kept = [.. Enumerable.Range(0, later.Length).Where(i => traffic.IsKept(cut + i))];
        var windows = later.Select(row => row.Window).Distinct().Count();
        var mostSpoken = LedgerModel.MostSpokenOf(windows);
        var ledger = new SubjectLedger(Math.Min(TimeSpan.TicksPerDay, windows / 2.0 * window.Ticks));
        var history = TrafficHistory.Of(traffic.Kept(0, cut), all[..cut]);
        GivenEvidence[] said =
        [
            .. given.Select(own => own with { Values = Array.ConvertAll(kept, i => own.Values[i]) }),
        ];
        var calibration = LedgerCalibration.Of(Array.ConvertAll(kept, i => later[i]), history, said, mostSpoken);
        calibration.AddAccumulation(ledger);

        // Of what is kept only: what is forgotten would hide its like.
        var judged = calibration.CrossJudged(said, ledger);
        var scores = judged.Board.Total();
        var subjects = judged.Subjects(scores);
        var days = TimeSpan.FromTicks(later[^1].Window - later[0].Window + window.Ticks).TotalDays;
        var runs = new RunFitting(ledger, windows, days);
        var model = new LedgerModel
        {
            History = TrafficHistory.Of(traffic.Kept(0, all.Length), all),
            Scales = calibration.Scales,
            PerUnit = calibration.PerUnit,
            Windows = windows,
            HalfLife = ledger.HalfLife,
            Usual = Array.ConvertAll(subjects, RunFitting.Usual),
            Rates = [.. subjects.Select((own, role) => runs.Rates(own, withMass: role != (int)EvidenceRole.Pair))],
        };
        return (model, scores);
    }
}
