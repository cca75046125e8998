namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// How many runs of evidence as strong a day of normal traffic brings: those of later training, counted; beyond the
/// strongest, an estimate that falls exponentially to at most one in as many again. Immutable.
/// </summary>
internal sealed class RateScale
{
    private const double UnknownScale = 2;

    // Fewer tell nothing of how much stronger runs may be.
    private const int LeastPeaks = 10;
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
    /// The least that can be told of however strong a run: what was counted, where there are too few runs to tell how
    /// they go on.
    /// </summary>
    public double Smallest => peaks.Length < LeastPeaks ? 1 / Days : 1 / (Days * (peaks.Length + 1));

    /// <summary>Runs per day that are at least as strong.</summary>
    public double PerDay(double peak)
    {
        var at = Array.BinarySearch(peaks, peak - 1e-9);
        if (at < 0) at = ~at;
        else while (at > 0 && peaks[at - 1] == peak - 1e-9) at--;
        var rate = (1.0 + peaks.Length - at) / Days;
        if (peaks.Length == 0 || peak <= peaks[^1]) return rate;
        var least = 1.0 / (peaks.Length + 1);
        return rate * (least + ((1 - least) * Math.Exp(-(peak - peaks[^1]) / scale)));
    }
}
