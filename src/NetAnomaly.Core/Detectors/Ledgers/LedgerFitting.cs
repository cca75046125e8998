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
    /// <param name="countsForgotten">
    /// Whether what is forgotten counts as normal traffic, of which more will come.
    /// </param>
    /// <returns>The model, and −ln p of the later conversations.</returns>
    public static (LedgerModel Model, double[] Scores) Fit(
        TrainingTraffic traffic, int cut, IReadOnlyList<GivenEvidence> given, TimeSpan window,
        bool countsForgotten)
    {
        var all = traffic.Rows;
        var later = all[cut..];
        var isKept = Array.ConvertAll([.. Enumerable.Range(cut, later.Length)], traffic.IsKept);
        int[] kept = [.. Enumerable.Range(0, later.Length).Where(i => isKept[i])];
        var windows = later.Select(row => row.Window).Distinct().Count();
        var ledger = SubjectLedger.Of(windows, window);
        var history = TrafficHistory.Of(traffic.Kept(0, cut), all[..cut]);

        // What is forgotten makes no scale, as it would hide its like, but is counted: normal traffic may go on
        // bringing its like.
        var whole = LedgerCalibration.Of(later, isKept, history, given, ledger);
        var rest = kept.Length == later.Length
            ? whole
            : LedgerCalibration.Of(
                Array.ConvertAll(kept, i => later[i]), Array.ConvertAll(kept, _ => true), history,
                [.. given.Select(own => own with { Values = Array.ConvertAll(kept, i => own.Values[i]) })], ledger);
        var (scores, ofKept) = (whole.Board.Total(), rest.Subjects(rest.Board.Total()));
        var runs = new RunFitting(
            ledger, TimeSpan.FromTicks(later[^1].Window - later[0].Window + window.Ticks).TotalDays);
        var counted = countsForgotten ? whole.Subjects(scores) : ofKept;
        var rates = new RunRates(runs.Rates(counted), runs.Rates(ofKept));
        var model = new LedgerModel
        {
            History = TrafficHistory.Of(traffic.Kept(0, all.Length), all),
            Scales = rest.Scales,
            PerUnit = rest.PerUnit,
            Windows = windows,
            Ledger = ledger,
            Usual = Array.ConvertAll(ofKept, UsualEvidence.Of),
            Rates = rates,
            Hosts = HostsOf(),
        };
        return (model, scores);

        HostRates HostsOf()
        {
            var known = Array.ConvertAll(ofKept, own => own.Select(one => one.Subject).ToHashSet());
            var keptRows = Array.ConvertAll(kept, i => later[i]);
            var all = runs.Hosts(
                countsForgotten ? later : keptRows, counted,
                (role, state, subject) => rates.Of(role, state, true, known[(int)role].Contains(subject)),
                rate => rate.Rank);
            return new HostRates(
                all,
                kept.Length == later.Length || !countsForgotten ? null
                : runs.Hosts(
                    keptRows, ofKept, (role, state, _) => rates.Of(role, state, true, true), rate => rate.RankOfKept));
        }
    }
}
