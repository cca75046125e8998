using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>Sums of squares in double precision, as the norm of gradients needs them.</summary>
internal static class SquareSums
{
    /// <summary>The sum of the squares of all elements.</summary>
    public static double Of(ReadOnlySpan<float> values)
    {
        // Four vectors of sums, which do not wait for each other.
        var (a, b, c, d) = (
            Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var i = 0;
        for (; i + 16 <= values.Length; i += 16)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(values.Slice(i, 8)));
            var (nextLow, nextHigh) = Vector256.Widen(Vector256.Create(values.Slice(i + 8, 8)));
            a += low * low;
            b += high * high;
            c += nextLow * nextLow;
            d += nextHigh * nextHigh;
        }
        var sum = Vector256.Sum(a + b + (c + d));
        for (; i < values.Length; i++)
            sum += (double)values[i] * values[i];
        return sum;
    }
}
