using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Shapes;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Joins tensors.</summary>
internal static class Joining
{
    /// <summary>Puts tensors one after the other along an axis.</summary>
    /// <exception cref="ArgumentException">There is none, or their other sizes differ.</exception>
    public static Tensor Concatenate(Tensor[] parts, long dim)
    {
        if (parts.Length == 0)
            throw new ArgumentException("There is nothing to join.", nameof(parts));
        var first = parts[0];
        var axis = Shape.Axis(dim, first.Rank);
        long length = 0;
        foreach (var part in parts)
        {
            if (part.dtype != first.dtype || part.Rank != first.Rank || part.Rank == 0
                || !Shape.With(part.Sizes, axis, 0).AsSpan().SequenceEqual(Shape.With(first.Sizes, axis, 0)))
                throw new ArgumentException($"Tensors of shapes {Shape.Text(first.Sizes)} ({first.dtype}) and {Shape.Text(part.Sizes)} ({part.dtype}) cannot be joined along axis {axis}.");
            length += part.Sizes[axis];
        }
        var result = Tensor.New(Shape.With(first.Sizes, axis, length), first.dtype);
        var starts = new int[parts.Length];
        for (int i = 0, at = 0; i < parts.Length; i++)
        {
            starts[i] = at;
            Put(parts[i], result, axis, at);
            at += (int)parts[i].Sizes[axis];
        }
        if (Node.IsNeeded(parts))
            Record(parts, axis, starts, result);
        return result;
    }

    private static void Record(Tensor[] parts, int axis, int[] starts, Tensor result)
    {
        var node = new Node("cat", 1, parts);
        var sizes = Array.ConvertAll(parts, p => p.Sizes);
        node.Backward = n =>
        {
            for (var i = 0; i < sizes.Length; i++)
            {
                if (!n.Wants(i))
                    continue;
                var given = Tensor.Uninitialized(sizes[i]);
                new Blocks(n.Gradient.Sizes, axis).Take<float>(n.Gradient.Floats, given.Floats, starts[i], 1, (int)sizes[i][axis]);
                n.Give(i, given);
            }
        };
        node.Attach(result);
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
}
