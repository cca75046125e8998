namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Combines p-values that depend on each other: their weighted harmonic mean, Σw / Σ(w / p) (Wilson 2019, PNAS 116,
/// 1195–1200). It is nearly the smallest where one is small, and unlike the Cauchy combination no p-value near 1 takes
/// from what another shows.
/// </summary>
internal static class HarmonicMean
{
    /// <summary>−ln of the harmonic mean, at least 0.</summary>
    /// <param name="evidence">−ln p of each, at least 0.</param>
    /// <param name="weights">As many.</param>
    public static double Combine(ReadOnlySpan<double> evidence, ReadOnlySpan<double> weights)
    {
        var largest = 0.0;
        foreach (var own in evidence) largest = Math.Max(largest, own);
        double sum = 0, all = 0;
        for (var i = 0; i < evidence.Length; i++)
        {
            sum += weights[i] * Math.Exp(evidence[i] - largest);
            all += weights[i];
        }

        return largest + Math.Log(sum / all);
    }

    /// <summary>The share of each in the combination: w / p over the sum of all.</summary>
    public static double[] Shares(ReadOnlySpan<double> evidence, ReadOnlySpan<double> weights)
    {
        var all = 0.0;
        var largest = 0.0;
        foreach (var own in evidence) largest = Math.Max(largest, own);
        var shares = new double[evidence.Length];
        for (var i = 0; i < shares.Length; i++) all += shares[i] = weights[i] * Math.Exp(evidence[i] - largest);
        for (var i = 0; i < shares.Length; i++) shares[i] /= all;
        return shares;
    }
}
