using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Learns how often normal traffic brings runs of evidence.</summary>
/// <param name="ledger">Adds evidence up.</param>
/// <param name="windows">Windows of calibration.</param>
/// <param name="days">Days that they cover.</param>
internal sealed class RunFitting(SubjectLedger ledger, int windows, double days)
{
    // Fewer windows of a subject tell nothing of what is usual for it; they count as so many without evidence more.
    private const int LeastWindows = 4;

    /// <summary>ln e that a window of each subject usually brings, above 0.</summary>
    /// <param name="own">Ordered by subject.</param>
    public static Dictionary<long, double> Usual(IEnumerable<SubjectWindow> own)
    {
        var sums = new Dictionary<long, (int Count, double Sum)>();
        foreach (var one in own)
        {
            var (count, sum) = sums.GetValueOrDefault(one.Subject);
            sums[one.Subject] = (count + 1, sum + SubjectLedger.LogE(one.Evidence));
        }

        return sums.Where(pair => pair.Value.Count >= LeastWindows && pair.Value.Sum > 0)
            .ToDictionary(pair => pair.Key, pair => pair.Value.Sum / (pair.Value.Count + LeastWindows));
    }

    /// <summary>The rates.</summary>
    /// <param name="own">Ordered by subject and window.</param>
    /// <param name="withMass">Whether strange conversations are counted too.</param>
    public SubjectRates Rates(SubjectWindow[] own, bool withMass)
    {
        var runs = Runs(own);
        return new SubjectRates(
            new RateScale(runs.Select(run => run.Peak), days), new RateScale(runs.Select(run => run.Strongest), days),
            withMass ? new RateScale(runs.Select(run => SubjectRates.Strength(run.Mass)), days) : null);
    }

    // What is usual in one half is taken off in the other: taken off where it was learned, everything looks calm.
    private List<SubjectState> Runs(SubjectWindow[] own)
    {
        long[] distinct = [.. own.Select(one => one.Window).Distinct().Order()];
        var middle = distinct.Length == 0 ? 0 : distinct[distinct.Length / 2];
        var halves = windows >= LeastWindows;
        var first = Usual(halves ? own.Where(one => one.Window < middle) : own);
        var second = halves ? Usual(own.Where(one => one.Window >= middle)) : first;
        return
        [
            .. SubjectRun.Of(
                own, ledger, one => (one.Window < middle ? second : first).GetValueOrDefault(one.Subject))
                .Select(run => run.State),
        ];
    }
}
