using System.Globalization;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>Arithmetic on shapes: counts, axes, broadcasting, and how they are written in messages.</summary>
internal static class Shape
{
    /// <summary>Axes for which there is room on the stack.</summary>
    public const int FewAxes = 8;

    /// <summary>The shape of one axis with one element.</summary>
    public static readonly long[] One = [1];

    /// <summary>Number of elements of a tensor of this shape.</summary>
    /// <exception cref="ArgumentException">A size is negative, or there are more elements than one tensor can
    /// hold.</exception>
    public static int Count(ReadOnlySpan<long> sizes)
    {
        long count = 1;
        foreach (var size in sizes)
        {
            if (size < 0)
                throw new ArgumentException($"A shape cannot hold a negative size: {Text(sizes)}.");
            count = size == 0 ? 0 : checked(count * size);
        }
        if (count > Array.MaxLength - 64)
            throw new ArgumentException(
                $"A tensor of shape {Text(sizes)} is larger than {Array.MaxLength - 64} elements.");
        return (int)count;
    }

    /// <summary>Product of the sizes in a range of axes.</summary>
    public static int Product(ReadOnlySpan<long> sizes)
    {
        var product = 1;
        foreach (var size in sizes)
            product *= (int)size;
        return product;
    }

    /// <summary>An axis counted from the front, given one that may be counted from the back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public static int Axis(long axis, int rank)
    {
        var limit = Math.Max(rank, 1);
        if (axis < -limit || axis >= limit)
            throw new ArgumentOutOfRangeException(nameof(axis), axis, $"A tensor with {rank} axes has no axis {axis}.");
        return (int)(axis < 0 ? axis + limit : axis);
    }

    /// <summary>The shape that two shapes broadcast to, by NumPy's rules.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit; the message names both.</exception>
    public static long[] Broadcast(ReadOnlySpan<long> left, ReadOnlySpan<long> right)
    {
        var rank = Math.Max(left.Length, right.Length);
        var sizes = Room(rank, stackalloc long[FewAxes]);
        for (var i = 0; i < rank; i++)
        {
            var a = i < rank - left.Length ? 1 : left[i - (rank - left.Length)];
            var b = i < rank - right.Length ? 1 : right[i - (rank - right.Length)];
            if (a != b && a != 1 && b != 1)
                throw new ArgumentException($"Shapes {Text(left)} and {Text(right)} do not broadcast to one another.");
            sizes[i] = a == 1 ? b : a;
        }
        return ShapeCache.Of(sizes);
    }

    /// <summary>Fills in the one size given as -1 and checks that the number of elements stays the same.</summary>
    public static long[] Infer(ReadOnlySpan<long> wanted, ReadOnlySpan<long> from)
    {
        var count = Count(from);
        var sizes = Room(wanted.Length, stackalloc long[FewAxes]);
        wanted.CopyTo(sizes);
        var open = -1;
        long known = 1;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (sizes[i] == -1 && open < 0)
                open = i;
            else
                known *= sizes[i];
        }
        if (open >= 0 && known > 0 && count % known == 0)
            sizes[open] = count / known;
        if (sizes.ContainsAnyInRange(long.MinValue, -1) || Count(sizes) != count)
            throw new ArgumentException(
                $"A tensor of shape {Text(from)} ({count} elements) cannot take the shape {Text(wanted)}.");
        return ShapeCache.Of(sizes);
    }

    /// <summary>The shape without the marked axes, or with 1 in their place.</summary>
    public static long[] Reduced(ReadOnlySpan<long> sizes, AxisSet marked, bool keep)
    {
        var result = Room(sizes.Length, stackalloc long[FewAxes]);
        var rank = 0;
        for (var i = 0; i < sizes.Length; i++)
        {
            if (!marked[i])
                result[rank++] = sizes[i];
            else if (keep)
                result[rank++] = 1;
        }
        return ShapeCache.Of(result[..rank]);
    }

    /// <summary>The shape with one size replaced.</summary>
    public static long[] With(ReadOnlySpan<long> sizes, int axis, long size)
    {
        var result = Room(sizes.Length, stackalloc long[FewAxes]);
        sizes.CopyTo(result);
        result[axis] = size;
        return ShapeCache.Of(result);
    }

    /// <summary>The axes of two or three shapes one after the other.</summary>
    public static long[] Joined(ReadOnlySpan<long> first, ReadOnlySpan<long> second, ReadOnlySpan<long> third = default)
    {
        var result = Room(first.Length + second.Length + third.Length, stackalloc long[FewAxes]);
        first.CopyTo(result);
        second.CopyTo(result[first.Length..]);
        third.CopyTo(result[(first.Length + second.Length)..]);
        return ShapeCache.Of(result);
    }

    /// <summary>Room for a number of axes: the caller's, where it suffices.</summary>
    public static Span<long> Room(int rank, Span<long> few) => rank <= few.Length ? few[..rank] : new long[rank];

    /// <summary>A shape as it stands in messages: [2, 3].</summary>
    public static string Text(ReadOnlySpan<long> sizes)
    {
        var parts = new string[sizes.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = sizes[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", parts)}]";
    }
}
