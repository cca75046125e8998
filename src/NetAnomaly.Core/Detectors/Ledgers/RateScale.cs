namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How many runs of evidence, or hosts on a day, as strong a day of normal traffic brings: those of later training,
/// counted; beyond the strongest, an estimate that falls exponentially to at most one in as many again. Immutable.
/// </summary>
internal sealed class RateScale
{
    private const double UnknownScale = 2;

    // Fewer tell nothing of how much stronger runs may be.
    private const int LeastPeaks = 10;

    // Strengths are read back from files and added up in another order.
    private const double Same = 1e-9;
    private readonly double[] peaks;
    private readonly double scale;

    /// <summary>A scale.</summary>
    /// <param name="peaks">How strong each run was.</param>
    /// <param name="days">Days that they were seen in, above 0.</param>
    public RateScale(IEnumerable<double> peaks, double days)
    {
        this.peaks = [.. peaks.Order()];
        Days = days;
        var n = this.peaks.Length;
        if (n < LeastPeaks)
        {
            scale = UnknownScale;
            return;
        }

        var top = this.peaks.AsSpan(n - Math.Clamp((int)Math.Sqrt(n), 5, n));
        var sum = 0.0;
        foreach (var peak in top) sum += peak - top[0];
        scale = Math.Max(1, sum / top.Length);
    }

    /// <summary>The strengths, rising.</summary>
    public ReadOnlySpan<double> Peaks => peaks;

    /// <summary>Days that they were seen in.</summary>
    public double Days { get; }

    /// <summary>
    /// The least that can be told of a run as strong as all that was counted; <see langword="null"/> of weaker ones.
    /// Too few runs tell nothing rarer than that they were fewer than ten.
    /// </summary>
    public double? Least(double peak) =>
        peaks.Length < LeastPeaks ? LeastPeaks / Days
        : CountFrom(peak) == 0 ? 1 / (Days * (peaks.Length + 1))
        : null;

    /// <summary>Runs per day that are at least as strong.</summary>
    public double PerDay(double peak) =>
        CountFrom(peak) is > 0 and var count ? (1.0 + count) / Days
        : peaks.Length == 0 ? 1 / Days
        : Beyond(peak - peaks[^1], peaks.Length);

    /// <summary>The same of a run that was counted: it is compared with the others.</summary>
    /// <param name="peak">How strong it was at its end, or before.</param>
    public double PerDayOfOwn(double peak) =>
        CountFrom(peak) is > 1 and var count ? (double)count / Days
        : peaks.Length < 2 ? 1 / Days
        : Beyond(Math.Max(0, peak - peaks[^2]), peaks.Length - 1);

    private double Beyond(double excess, int counted)
    {
        var least = 1.0 / (counted + 1);
        return (least + ((1 - least) * Math.Exp(-excess / scale))) / Days;
    }

    private int CountFrom(double peak)
    {
        var at = Array.BinarySearch(peaks, peak - Same);
        if (at < 0) return peaks.Length - ~at;
        while (at > 0 && peaks[at - 1] == peak - Same) at--;
        return peaks.Length - at;
    }
}
