namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// ln e that a window of each subject usually brings, learned in two halves of time: taken off where it was learned,
/// everything looks calm.
/// </summary>
internal sealed class UsualEvidence
{
    // Fewer windows of a subject tell nothing of what is usual for it; they count as so many without evidence more.
    private const int LeastWindows = 4;
    private readonly Dictionary<long, double> early;
    private readonly Dictionary<long, double> late;
    private readonly long middle;

    private UsualEvidence(Dictionary<long, double> early, Dictionary<long, double> late, long middle) =>
        (this.early, this.late, this.middle) = (early, late, middle);

    /// <summary>Learns from each half.</summary>
    /// <param name="own">What windows show of subjects.</param>
    public static UsualEvidence ByHalves(IReadOnlyCollection<SubjectWindow> own)
    {
        long[] distinct = [.. own.Select(one => one.Window).Distinct().Order()];
        var middle = distinct.Length == 0 ? 0 : distinct[distinct.Length / 2];
        return new UsualEvidence(
            Of(own.Where(one => one.Window < middle)), Of(own.Where(one => one.Window >= middle)), middle);
    }

    /// <summary>What is usual for a subject in the half that a window is not of.</summary>
    public double InOtherHalf(long subject, long window) =>
        (window < middle ? late : early).GetValueOrDefault(subject);

    /// <summary>ln e that a window of each subject usually brings, where above 0.</summary>
    public static Dictionary<long, double> Of(IEnumerable<SubjectWindow> own)
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
}
