namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Path lengths of isolation trees.</summary>
internal static class PathLength
{
    private const double EulerGamma = 0.577215664901532861;

    /// <summary>
    /// c(n): mean path length of an unsuccessful search in a binary search tree of n values, 2 H(n − 1) − 2 (n − 1) / n
    /// with H(i) taken as ln(i) + γ; 1 for two values, 0 for fewer. Source: Liu, Ting, Zhou 2008, equation 1; for two
    /// values their 2012 article.
    /// </summary>
    public static double Mean(long values) => values switch
    {
        <= 1 => 0,
        2 => 1,
        _ => (2 * (Math.Log(values - 1) + EulerGamma)) - (2.0 * (values - 1) / values),
    };

    /// <summary>Where trees stop growing: the mean height of a tree of so many rows, ⌈log2 n⌉.</summary>
    public static int Limit(int rows) => (int)Math.Ceiling(Math.Log2(Math.Max(rows, 2)));
}
