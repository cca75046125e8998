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

    /// <summary>Largest (or smallest) element along an axis and its index; the first of equals.</summary>
    public static (Tensor Values, Tensor Indices) Extreme(Tensor x, long dim, bool keep, bool largest)
    {
        var axis = Shape.Axis(dim, x.Rank);
        using var indices = new Intermediate(ArgExtreme(x, axis, true, largest));
        var values = Selecting.Gather(x, axis, indices.Value);
        var ids = indices.Value;
        if (keep || x.Rank == 0)
            return (values, Shaping.Reshape(ids, ids.Sizes));
        using var wide = new Intermediate(values);
        var sizes = Shape.Reduced(x.Sizes, AxisSet.Of([axis], x.Rank), keep: false);
        return (Shaping.Reshape(values, sizes), Shaping.Reshape(ids, sizes));
    }

    /// <summary>Index of the largest (or smallest) element along an axis; the first of equals; NaN counts as extreme.</summary>
    public static Tensor ArgExtreme(Tensor x, long dim, bool keep, bool largest)
    {
        var axis = Shape.Axis(dim, x.Rank);
        var block = new Blocks(x.Sizes, axis);
        if (block.Length == 0)
            throw new ArgumentException($"There is no largest element along axis {axis} of a tensor of shape {Shape.Text(x.Sizes)}.");
        var result = Tensor.New(Shape.Reduced(x.Sizes, AxisSet.Of([axis], x.Rank), keep), ScalarType.Int64);
        using var numbers = new Intermediate(x.dtype == ScalarType.Float32 ? x.Alias(tracked: false) : x.to(ScalarType.Float32));
        ReadOnlySpan<float> values = numbers.Value.Floats;
        var ids = result.Longs;
        for (var group = 0; group < block.Outer; group++)
        {
            for (var inner = 0; inner < block.Inner; inner++)
            {
                var line = values[((group * block.Length * block.Inner) + inner)..];
                ids[(group * block.Inner) + inner] = block.Inner == 1 ? ArgExtreme(line[..block.Length], largest) : ArgExtreme(line, block.Length, block.Inner, largest);
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

    /// <summary>The k largest (or smallest) elements along an axis in order, and their indices.</summary>
    public static (Tensor Values, Tensor Indices) TopK(Tensor x, int k, long dim, bool largest)
    {
        var axis = Shape.Axis(dim, x.Rank);
        var block = new Blocks(x.Sizes, axis);
        if (k < 0 || k > block.Length)
            throw new ArgumentOutOfRangeException(nameof(k), k, $"Axis {axis} of a tensor of shape {Shape.Text(x.Sizes)} does not hold {k} elements.");
        using var indices = new Intermediate(Tensor.New(Shape.With(x.Sizes, axis, k), ScalarType.Int64));
        var order = new int[block.Length];
        var line = new float[block.Length];
        var values = x.Floats;
        var ids = indices.Value.Longs;
        for (var group = 0; group < block.Outer; group++)
        {
            for (var inner = 0; inner < block.Inner; inner++)
            {
                for (var i = 0; i < line.Length; i++)
                    (order[i], line[i]) = (i, values[(((group * block.Length) + i) * block.Inner) + inner]);
                Array.Sort(order, (a, b) => Beats(line[a], line[b], largest) ? -1 : Beats(line[b], line[a], largest) ? 1 : a.CompareTo(b));
                for (var i = 0; i < k; i++)
                    ids[(((group * k) + i) * block.Inner) + inner] = order[i];
            }
        }
        return (Selecting.Gather(x, axis, indices.Value), Shaping.Reshape(indices.Value, indices.Value.Sizes));
    }

    /// <summary>Running sums along an axis.</summary>
    public static Tensor CumulativeSum(Tensor x, long dim)
    {
        var axis = Shape.Axis(dim, x.Rank);
        var block = new Blocks(x.Sizes, axis);
        var result = Tensor.New(x.Sizes);
        x.Floats.CopyTo(result.Floats);
        Accumulate(result.Floats, block, backward: false);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<CumulativeSumStep>("cumsum", 1, x);
            node.Backward = new(block);
            node.Attach(result);
        }
        return result;
    }

    private static void Accumulate(Span<float> values, Blocks block, bool backward)
    {
        for (var group = 0; group < block.Outer; group++)
        {
            for (var i = 1; i < block.Length; i++)
            {
                var (to, from) = backward ? (block.Length - 1 - i, block.Length - i) : (i, i - 1);
                var place = values.Slice(((group * block.Length) + to) * block.Inner, block.Inner);
                TensorPrimitives.Add(place, values.Slice(((group * block.Length) + from) * block.Inner, block.Inner), place);
            }
        }
    }

    private static bool Beats(float candidate, float best, bool largest) =>
        float.IsNaN(candidate) ? !float.IsNaN(best) : !float.IsNaN(best) && (largest ? candidate > best : candidate < best);

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

    private readonly struct CumulativeSumStep(Blocks block) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(n.Gradient.Sizes);
            n.Gradient.Floats.CopyTo(given.Floats);
            Accumulate(given.Floats, block, backward: true);
            n.Give(0, given);
        }
    }
}
