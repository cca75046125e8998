using System.Buffers;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Joins tensors.</summary>
internal static class Joining
{
    /// <summary>Puts tensors one after the other along an axis.</summary>
    /// <exception cref="ArgumentException">There is none, or their other sizes differ.</exception>
    public static Tensor Concatenate(ReadOnlySpan<Tensor> parts, long dim)
    {
        if (parts.Length == 0)
            throw new ArgumentException("There is nothing to join.", nameof(parts));
        var first = parts[0];
        var axis = Shape.Axis(dim, first.Rank);
        long length = 0;
        foreach (var part in parts)
        {
            if (part.dtype != first.dtype || part.Rank != first.Rank || part.Rank == 0
                || !part.Sizes.AsSpan(0, axis).SequenceEqual(first.Sizes.AsSpan(0, axis))
                || !part.Sizes.AsSpan(axis + 1).SequenceEqual(first.Sizes.AsSpan(axis + 1)))
                throw new ArgumentException(
                    $"Tensors of shapes {Shape.Text(first.Sizes)} ({first.dtype}) and {Shape.Text(part.Sizes)} "
                        + $"({part.dtype}) cannot be joined along axis {axis}.");
            length += part.Sizes[axis];
        }
        var result = Tensor.New(Shape.With(first.Sizes, axis, length), first.dtype);
        var at = 0;
        foreach (var part in parts)
        {
            Put(part, result, axis, at);
            at += (int)part.Sizes[axis];
        }
        if (Node.IsNeeded(parts))
        {
            var node = Node.Of<JoiningStep>("cat", 1, parts);
            node.Backward = new(axis, Lengths(parts, axis));
            node.Attach(result);
        }
        return result;
    }

    /// <summary>Puts tensors of one shape one after the other along a new axis.</summary>
    public static Tensor Stack(ReadOnlySpan<Tensor> parts, long dim)
    {
        var raised = ArrayPool<Tensor>.Shared.Rent(parts.Length);
        for (var i = 0; i < parts.Length; i++)
            raised[i] = parts[i].unsqueeze(dim);
        var result = Concatenate(raised.AsSpan(0, parts.Length), dim);
        foreach (var part in raised.AsSpan(0, parts.Length))
            part.Dispose();
        ArrayPool<Tensor>.Shared.Return(raised, clearArray: true);
        return result;
    }

    private static long[] Lengths(ReadOnlySpan<Tensor> parts, int axis)
    {
        var lengths = Shape.Room(parts.Length, stackalloc long[Shape.FewAxes]);
        for (var i = 0; i < parts.Length; i++)
            lengths[i] = parts[i].Sizes[axis];
        return ShapeCache.Of(lengths);
    }

    private static void Put(Tensor part, Tensor result, int axis, int start)
    {
        var (source, target) = (new Blocks(part.Sizes, axis), new Blocks(result.Sizes, axis));
        if (part.dtype == ScalarType.Float32)
            Put<float>(part.Floats, result.Floats, source, target, start);
        else if (part.dtype == ScalarType.Int64)
            Put<long>(part.Longs, result.Longs, source, target, start);
        else
            Put<bool>(part.Bools, result.Bools, source, target, start);
    }

    private static void Put<T>(ReadOnlySpan<T> from, Span<T> to, Blocks source, Blocks target, int start)
    {
        var run = source.Length * source.Inner;
        for (var group = 0; group < source.Outer; group++)
            from.Slice(group * run, run).CopyTo(to[(((group * target.Length) + start) * target.Inner)..]);
    }

    private readonly struct JoiningStep(int axis, long[] lengths) : IBackwardStep
    {
        public void Run(Node n)
        {
            var whole = new Blocks(n.Gradient.Sizes, axis);
            var start = 0;
            for (var i = 0; i < lengths.Length; start += (int)lengths[i++])
            {
                if (!n.Wants(i))
                    continue;
                var given = Tensor.Uninitialized(Shape.With(n.Gradient.Sizes, axis, lengths[i]));
                whole.Take<float>(n.Gradient.Floats, given.Floats, start, 1, (int)lengths[i]);
                n.Give(i, given);
            }
        }
    }
}
