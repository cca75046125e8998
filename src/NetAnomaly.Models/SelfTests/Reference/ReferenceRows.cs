using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// The two loops that all reference layers are made of. Compiled at once with all optimisations: they run for a moment
/// only.
/// </summary>
internal static class ReferenceRows
{
    /// <summary>The sum of the products of two rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        var lefts = MemoryMarshal.Cast<double, Vector<double>>(left);
        var rights = MemoryMarshal.Cast<double, Vector<double>>(right);
        var sums = Vector<double>.Zero;
        for (var at = 0; at < lefts.Length; at++) sums += lefts[at] * rights[at];
        var sum = Vector.Sum(sums);
        for (var at = lefts.Length * Vector<double>.Count; at < left.Length; at++) sum += left[at] * right[at];
        return sum;
    }

    /// <summary>Adds a multiple of one row to another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> to, double scale, ReadOnlySpan<double> from)
    {
        var tos = MemoryMarshal.Cast<double, Vector<double>>(to);
        var froms = MemoryMarshal.Cast<double, Vector<double>>(from);
        var scales = new Vector<double>(scale);
        for (var at = 0; at < tos.Length; at++) tos[at] += scales * froms[at];
        for (var at = tos.Length * Vector<double>.Count; at < to.Length; at++) to[at] += scale * from[at];
    }
}
