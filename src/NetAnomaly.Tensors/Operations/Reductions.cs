using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Sums, extremes and orders along axes.</summary>
internal static class Reductions
{
    /// <summary>Sum over axes (all when none is named), times a factor.</summary>
    public static Tensor Sum(Tensor x, ReadOnlySpan<long> axes, bool keep, bool mean = false)
    {
        if (x.dtype != ScalarType.Float32)
            return SumOfIds(x, axes, keep, mean);
        var marked = AxisSet.Of(axes, x.Rank);
        var kept = Shape.Reduced(x.Sizes, marked, keep: true);
        var result = Tensor.New(Shape.Reduced(x.Sizes, marked, keep));
        Broadcasting.SumTo(x.Floats, x.Sizes, kept, result.Floats);
        var factor = 1f;
        if (mean)
        {
            var parts = 1L;
            for (var i = 0; i < x.Rank; i++)
                parts *= marked[i] ? x.Sizes[i] : 1;
            factor = 1f / parts;
            TensorPrimitives.Divide(result.Floats, parts, result.Floats);
        }
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<SumStep>(mean ? "mean" : "sum", 1, x);
            node.Backward = new(x.Sizes, kept, factor);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>
    /// Index of the largest (or smallest) element along an axis; the first of equals; NaN counts as extreme.
    /// </summary>
    public static Tensor ArgExtreme(Tensor x, long dim, bool keep, bool largest)
    {
        var axis = Shape.Axis(dim, x.Rank);
        var block = new Blocks(x.Sizes, axis);
        if (block.Length == 0)
            throw new ArgumentException(
                $"There is no largest element along axis {axis} of a tensor of shape {Shape.Text(x.Sizes)}.");
        var result = Tensor.New(Shape.Reduced(x.Sizes, AxisSet.Of([axis], x.Rank), keep), ScalarType.Int64);
        using var numbers = new Intermediate(
            x.dtype == ScalarType.Float32 ? x.Alias(tracked: false) : x.to(ScalarType.Float32));
        ReadOnlySpan<float> values = numbers.Value.Floats;
        var ids = result.Longs;
        for (var group = 0; group < block.Outer; group++)
        {
            for (var inner = 0; inner < block.Inner; inner++)
            {
                var line = values[((group * block.Length * block.Inner) + inner)..];
                ids[(group * block.Inner) + inner] = block.Inner == 1
                    ? ArgExtreme(line[..block.Length], largest)
                    : ArgExtreme(line, block.Length, block.Inner, largest);
            }
        }
        return result;
    }

    private static int ArgExtreme(ReadOnlySpan<float> line, bool largest)
    {
        var extreme = largest ? TensorPrimitives.Max(line) : TensorPrimitives.Min(line);
        return float.IsNaN(extreme) ? ArgExtreme(line, line.Length, 1, largest) : line.IndexOf(extreme);
    }

    private static int ArgExtreme(ReadOnlySpan<float> line, int count, int stride, bool largest)
    {
        var best = 0;
        for (var i = 1; i < count; i++)
        {
            if (Beats(line[i * stride], line[best * stride], largest))
                best = i;
        }
        return best;
    }

    private static bool Beats(float candidate, float best, bool largest) =>
        float.IsNaN(candidate)
            ? !float.IsNaN(best)
            : !float.IsNaN(best) && (largest ? candidate > best : candidate < best);

    private static Tensor SumOfIds(Tensor x, ReadOnlySpan<long> axes, bool keep, bool mean)
    {
        if (mean)
            throw new InvalidOperationException($"mean() needs a float32 tensor, not {x.dtype}.");
        var marked = AxisSet.Of(axes, x.Rank);
        var kept = Shape.Reduced(x.Sizes, marked, keep: true);
        var result = Tensor.New(Shape.Reduced(x.Sizes, marked, keep), ScalarType.Int64);
        var sums = result.Longs;
        sums.Clear();
        Span<long> counter = stackalloc long[x.Rank + 1];
        counter.Clear();
        for (var i = 0; i < x.Count; i++)
        {
            var at = 0;
            for (var a = 0; a < x.Rank; a++)
                at = (at * (int)kept[a]) + (marked[a] ? 0 : (int)counter[a]);
            sums[at] += x.ScalarAt(i).Whole;
            for (var a = x.Rank - 1; a >= 0 && ++counter[a] == x.Sizes[a]; a--)
                counter[a] = 0;
        }
        return result;
    }

    private readonly struct SumStep(long[] before, long[] kept, float factor) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(before);
            Broadcasting.Copy<float>(n.Gradient.Floats, kept, before, given.Floats);
            if (factor != 1)
                TensorPrimitives.Multiply(given.Floats, factor, given.Floats);
            n.Give(0, given);
        }
    }
}
