using System.Runtime.CompilerServices;

namespace NetAnomaly.Models.SelfTests;

/// <summary>How far an engine's numbers are from the reference's.</summary>
internal static class Comparison
{
    /// <summary>
    /// The largest difference as a share of the largest expected value; not a number where any number is not finite.
    /// </summary>
    /// <param name="expected">The reference's, in parts that come one after the other, and again from the
    /// first.</param>
    /// <param name="count">How many parts there are with repetitions; zeros are expected behind them.</param>
    /// <param name="actual">The engine's.</param>
    public static double Error(double[][] expected, int count, float[] actual)
    {
        var part = expected[0].Length;
        if (actual.Length < count * part || actual.Length % part != 0) return double.NaN;
        double largest = 0, difference = 0;
        foreach (var numbers in expected) largest = Math.Max(largest, Math.Abs(numbers.MaxBy(Math.Abs)));
        var zeros = new double[count * part < actual.Length ? part : 0];
        for (var at = 0; at < actual.Length / part; at++)
        {
            var right = at < count ? expected[at % expected.Length] : zeros;
            difference = Math.Max(difference, Difference(right, actual.AsSpan(at * part, part)));
        }

        return difference / largest;
    }

    // Compiled at once with all optimisations, as it runs for a moment only. What is not a number stays so through the
    // maximum.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double Difference(double[] expected, ReadOnlySpan<float> actual)
    {
        var difference = 0.0;
        for (var at = 0; at < expected.Length; at++)
        {
            var own = float.IsFinite(actual[at]) ? Math.Abs(actual[at] - expected[at]) : double.NaN;
            difference = Math.Max(difference, own);
        }

        return difference;
    }
}
