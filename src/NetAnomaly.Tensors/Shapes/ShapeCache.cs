using System.Numerics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// One array for each shape in use, so that an operation whose result has a known shape makes no array. The arrays are
/// shared and never changed. Each thread keeps the shapes that it met last, a few for each place of a small table.
/// </summary>
internal static class ShapeCache
{
    private const int Places = 256;
    private const int Ways = 4;
    private const int MostAxes = 8;

    [ThreadStatic]
    private static long[]?[]? _kept;

    /// <summary>The shared array with these sizes.</summary>
    public static long[] Of(ReadOnlySpan<long> sizes)
    {
        if (sizes.IsEmpty)
            return [];
        if (sizes.Length > MostAxes)
            return sizes.ToArray();
        var kept = _kept ??= new long[Places * Ways][];
        var place = kept.AsSpan(PlaceOf(sizes) * Ways, Ways);
        foreach (var known in place)
        {
            if (known is not null && sizes.SequenceEqual(known))
                return known;
        }
        var made = sizes.ToArray();
        place[..^1].CopyTo(place[1..]);
        place[0] = made;
        return made;
    }

    private static int PlaceOf(ReadOnlySpan<long> sizes)
    {
        // Sizes are often powers of two: they are spread by the golden ratio, as Knuth does, and the upper bits taken.
        var hash = (ulong)sizes.Length;
        foreach (var size in sizes)
            hash = (BitOperations.RotateLeft(hash, 23) ^ (ulong)size) * 0x9E3779B97F4A7C15;
        return (int)(hash >> 32) & (Places - 1);
    }
}
