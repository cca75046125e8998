using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Euclidean distances, by differences rather than by products, so that a row is at distance 0 from its copy.
/// </summary>
internal static class Distances
{
    /// <summary>
    /// Squared distance of two rows of one width. Summed in the same order whatever the place of the rows: same rows,
    /// same bits.
    /// </summary>
    public static float Squared(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        Vector<float> sum0 = default, sum1 = default;
        var at = 0;
        for (; at <= left.Length - (2 * Vector<float>.Count); at += 2 * Vector<float>.Count)
        {
            var first = Difference(ref a, ref b, at);
            var second = Difference(ref a, ref b, at + Vector<float>.Count);
            sum0 = Vector.FusedMultiplyAdd(first, first, sum0);
            sum1 = Vector.FusedMultiplyAdd(second, second, sum1);
        }

        for (; at <= left.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var rest = Difference(ref a, ref b, at);
            sum0 = Vector.FusedMultiplyAdd(rest, rest, sum0);
        }

        var sum = Vector.Sum(sum0 + sum1);
        for (; at < left.Length; at++)
        {
            var rest = left[at] - right[at];
            sum += rest * rest;
        }

        return sum;
    }

    private static Vector<float> Difference(ref float a, ref float b, int at) =>
        Load(ref a, at) - Load(ref b, at);

    private static Vector<float> Load(ref float start, int at) =>
        Unsafe.ReadUnaligned<Vector<float>>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref start, at)));
}
