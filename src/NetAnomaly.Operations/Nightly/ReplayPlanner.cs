using NetAnomaly.Operations.Inputs;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// Chooses from where a run scans, so that its outcome is that of one scan of all files in the order of time. Windows
/// that were judged are scanned again where a new file has flows in them, and all that this needs is there: the memory
/// before them, and every file with flows from there on. They were judged by the same training, no longer ago than
/// lateness allows.
/// </summary>
internal static class ReplayPlanner
{
    /// <summary>Chooses.</summary>
    /// <param name="input">The files of the run.</param>
    /// <param name="judged">
    /// First and last window that were judged; <see langword="null"/> before the first run.
    /// </param>
    /// <param name="lastOfAnother">The last window that another training judged.</param>
    /// <param name="snapshots">After which windows the memory of this training is known.</param>
    /// <param name="lateness">How far back windows are scanned again.</param>
    /// <param name="window">The length of a window.</param>
    /// <returns><see langword="null"/> where there is nothing to scan.</returns>
    public static ReplayPlan? Plan(
        NightlyInput input, (long First, long Last)? judged, long? lastOfAnother, IReadOnlyList<long> snapshots,
        TimeSpan lateness, TimeSpan window)
    {
        long[] touched =
        [
            .. input.New.SelectMany(file => file.File.Windows.Keys),
            .. input.Replaced.SelectMany(file => file.Windows.Keys),
        ];
        if (touched.Length == 0) return null;
        if (judged is not var (first, last)) return new ReplayPlan(long.MinValue, null);
        var least = touched.Min();
        var end = new ReplayPlan(last, snapshots.Contains(last) ? last : null);
        if (least > last) return end;

        var bound = Math.Max(
            lastOfAnother ?? long.MinValue,
            input.Gone.Max(file => file.Last) ?? long.MinValue);
        var oldest = last - lateness.Ticks;
        if (first < oldest) bound = Math.Max(bound, oldest - window.Ticks);
        // Before the first window there is no memory, and none is needed.
        long[] starts = bound == long.MinValue
            ? [.. snapshots, long.MinValue]
            : [.. snapshots.Where(at => at >= bound)];
        if (starts.Length == 0) return end;
        var before = starts.Where(at => at < least).DefaultIfEmpty(starts.Min()).Max();
        return before >= last ? end : new ReplayPlan(before, before == long.MinValue ? null : before);
    }
}
