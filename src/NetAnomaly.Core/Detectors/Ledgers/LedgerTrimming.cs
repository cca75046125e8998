using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// Forgets what would have been the first incidents of training, without a look at labels and without being told a
/// share: three blocks of time, each judged by the two others. What recurs in two blocks is never forgotten, and the
/// budget bounds what it costs where there are no attacks.
/// </summary>
/// <param name="window">Length of a window.</param>
/// <param name="perDay">Subjects of each kind that are forgotten at most for each day of training.</param>
internal sealed class LedgerTrimming(TimeSpan window, double perDay)
{
    private const int Blocks = 3;
    private const int LeastWindows = 2 * Blocks;
    private const int MostRounds = 3;

    // A round that forgets fewer is the last.
    private const double LeastShare = 0.001;
    private const double LeastPeak = 4;

    // Of each kind in a round: more is a network that has changed, not attacks.
    private const double MostShare = 0.05;
    private static readonly double Strange = -Math.Log(0.05);

    /// <summary>What is kept.</summary>
    /// <param name="rows">By rising window.</param>
    /// <param name="given">What others say of each as if they had not seen it.</param>
    /// <param name="cancellation">Checked between rounds.</param>
    public TrainingTraffic Trim(
        ConversationSummary[] rows, IReadOnlyList<GivenEvidence> given, CancellationToken cancellation)
    {
        var kept = new bool[rows.Length];
        Array.Fill(kept, true);
        long[] windows = [.. rows.Select(row => row.Window).Distinct()];
        if (windows.Length < LeastWindows || perDay <= 0) return new TrainingTraffic(rows, kept);
        var number = windows.Select((start, i) => (start, i)).ToDictionary(pair => pair.start, pair => pair.i);
        var block = Array.ConvertAll(rows, row => number[row.Window] * Blocks / windows.Length);
        for (var round = 0; round < MostRounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var forgotten = 0;
            foreach (var row in Strangest(rows, given, kept, block, windows.Length))
            {
                if (!kept[row]) continue;
                kept[row] = false;
                forgotten++;
            }

            if (forgotten <= LeastShare * rows.Length) break;
        }

        return new TrainingTraffic(rows, kept);
    }

    private HashSet<int> Strangest(
        ConversationSummary[] rows, IReadOnlyList<GivenEvidence> given, bool[] kept, int[] block, int windows)
    {
        var ledger = SubjectLedger.Of(windows / 3.0, window);
        int[] first = [.. Enumerable.Range(0, Blocks + 1).Select(own => Array.FindIndex(block, of => of >= own))];
        first[Blocks] = rows.Length;
        var (total, isNew) = (new double[rows.Length], new bool[rows.Length]);
        var subjects = new List<SubjectWindow>[] { [], [], [] };
        for (var own = 0; own < Blocks; own++)
        {
            var (from, to) = (first[own], first[own + 1]);
            var others = rows.Where((_, i) => kept[i] && block[i] != own).ToArray();
            var calibration = LedgerCalibration.Of(
                rows[from..to], Array.ConvertAll(rows[from..to], _ => true), TrafficHistory.Of(others, others),
                [.. given.Select(kind => kind with { Values = kind.Values[from..to] })], ledger);
            var scores = calibration.Board.Total();
            scores.CopyTo(total, from);
            calibration.IsNew.CopyTo(isNew, from);
            var found = calibration.Subjects(scores);
            for (var role = 0; role < found.Length; role++) subjects[role].AddRange(found[role]);
        }

        var most = Math.Max(1, (int)Math.Round(perDay * windows * window.TotalDays));
        return
        [
            .. Enum.GetValues<EvidenceRole>().SelectMany(role => Within(Runs(role, [.. subjects[(int)role]]))),
        ];

        // Runs of one kind as far as they fit; one that is too large is no reason to keep those behind it.
        IEnumerable<int> Within(IEnumerable<int[]> runs)
        {
            var left = (int)(MostShare * rows.Length);
            foreach (var run in runs)
            {
                if (run.Length > left) continue;
                left -= run.Length;
                foreach (var row in run) yield return row;
            }
        }

        // The strange conversations of the strongest runs, strongest first.
        IEnumerable<int[]> Runs(EvidenceRole role, SubjectWindow[] own)
        {
            own = [.. own.OrderBy(one => one.Subject).ThenBy(one => one.Window)];
            var usual = UsualOf(own, rows, block);
            var of = Enumerable.Range(0, rows.Length).Where(i => isNew[i])
                .ToLookup(i => (Of(rows[i], role), rows[i].Window));
            return SubjectRun.Of(own, ledger, one => usual.GetValueOrDefault(one.Subject))
                .Where(run => run.State.Peak >= LeastPeak)
                .OrderByDescending(run => run.State.Peak).ThenBy(run => run.From).Take(most)
                .Select(run => Enumerable.Range(run.From, run.To - run.From).SelectMany(
                    i => of[(own[i].Subject, own[i].Window)]
                        .Where(row => Math.Max(total[row], own[i].Evidence) >= Strange)).ToArray());
        }
    }

    // What is usual for subjects of two blocks or more; those of one have no habit that could excuse them.
    private static Dictionary<long, double> UsualOf(SubjectWindow[] own, ConversationSummary[] rows, int[] block)
    {
        var blockOf = new Dictionary<long, int>();
        for (var i = 0; i < rows.Length; i++) blockOf[rows[i].Window] = block[i];
        var recurring = own.GroupBy(one => one.Subject)
            .Where(subject => subject.Select(one => blockOf[one.Window]).Distinct().Count() > 1)
            .Select(subject => subject.Key).ToHashSet();
        return UsualEvidence.Of(own.Where(one => recurring.Contains(one.Subject)));
    }

    private static long Of(in ConversationSummary row, EvidenceRole role) => role switch
    {
        EvidenceRole.Pair => row.Dyad,
        EvidenceRole.Client => row.Source,
        _ => row.Destination,
    };
}
