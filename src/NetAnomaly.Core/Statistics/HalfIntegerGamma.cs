namespace NetAnomaly.Core.Statistics;

/// <summary>The logarithm of the gamma function at halves of integers.</summary>
internal static class HalfIntegerGamma
{
    private const int Known = 512;
    private static readonly double[] Table = Fill();

    /// <summary>ln Γ(k/2).</summary>
    /// <param name="k">Twice the argument, at least 1.</param>
    public static double Log(int k)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        if (k <= Known) return Table[k];
        // Stirling's series: its next term is below 1e-14 from 256 on.
        var x = k / 2.0;
        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + (1 / (12 * x)) - (1 / (360 * x * x * x));
    }

    // Γ(1/2) = √π, Γ(1) = 1, Γ(x + 1) = x Γ(x).
    private static double[] Fill()
    {
        var table = new double[Known + 1];
        table[1] = 0.5 * Math.Log(Math.PI);
        for (var k = 3; k <= Known; k++) table[k] = table[k - 2] + Math.Log((k - 2) / 2.0);
        return table;
    }
}
