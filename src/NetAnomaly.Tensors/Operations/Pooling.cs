using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Sizes of one 1-D pooling over the last axis.</summary>
internal readonly record struct PoolingShape(int Width, int Kernel, int Stride, int Padding, int Dilation, bool Ceiling)
{
    /// <summary>Number of windows; with ceiling, one more where a window starts on the input but leaves it.</summary>
    public int Windows
    {
        get
        {
            var room = Width + (2 * Padding) - (Dilation * (Kernel - 1)) - 1;
            var windows = ((room + (Ceiling ? Stride - 1 : 0)) / Stride) + 1;
            return Ceiling && (windows - 1) * Stride >= Width + Padding ? windows - 1 : windows;
        }
    }
}

/// <summary>1-D pooling over the last axis.</summary>
internal static class Pooling
{
    /// <summary>Largest value of every window and its place along the axis; padding is never the largest.</summary>
    public static (Tensor Values, Tensor Places) Largest(Tensor x, PoolingShape shape)
    {
        Check(x, shape, "max_pool1d");
        var windows = shape.Windows;
        using var places = new Intermediate(Tensor.New(Shape.With(x.Sizes, x.Rank - 1, windows), ScalarType.Int64));
        var values = x.Floats;
        var ids = places.Value.Longs;
        for (var i = 0; i < ids.Length; i++)
        {
            var start = ((i % windows) * shape.Stride) - shape.Padding;
            var row = values.Slice(i / windows * shape.Width, shape.Width);
            var best = -1;
            for (var k = 0; k < shape.Kernel; k++)
            {
                var at = start + (k * shape.Dilation);
                if (at >= 0 && at < row.Length && (best < 0 || row[at] > row[best] || float.IsNaN(row[at])))
                    best = at;
            }
            ids[i] = best;
        }
        return (Picked(x, places.Value, windows, shape.Width), Shaping.Reshape(places.Value, places.Value.Sizes));
    }

    /// <summary>Mean of every window; zeros of the padding count, or do not.</summary>
    public static Tensor Mean(Tensor x, PoolingShape shape, bool countsPadding)
    {
        Check(x, shape, "avg_pool1d");
        var windows = shape.Windows;
        var ranges = new (int Start, int End, float Share)[windows];
        for (var w = 0; w < windows; w++)
        {
            var start = (w * shape.Stride) - shape.Padding;
            var end = Math.Min(start + shape.Kernel, shape.Width + shape.Padding);
            var (from, to) = (Math.Max(start, 0), Math.Min(end, shape.Width));
            ranges[w] = (from, to, 1f / (countsPadding ? end - start : to - from));
        }
        return Means(x, ranges);
    }

    /// <summary>Means of so many windows that cover the axis as evenly as they can.</summary>
    public static Tensor AdaptiveMean(Tensor x, int windows)
    {
        if (x.Rank < 2 || x.Sizes[^1] == 0)
            throw new ArgumentException($"adaptive_avg_pool1d() needs (N, C, L) or (C, L) with L above 0, not {Shape.Text(x.Sizes)}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(windows, 1);
        var width = (int)x.Sizes[^1];
        var ranges = new (int Start, int End, float Share)[windows];
        for (var w = 0; w < windows; w++)
        {
            var (start, end) = AdaptiveRange(w, windows, width);
            ranges[w] = (start, end, 1f / (end - start));
        }
        return Means(x, ranges);
    }

    /// <summary>Largest values of so many windows that cover the axis as evenly as they can, and their places.</summary>
    public static (Tensor Values, Tensor Places) AdaptiveLargest(Tensor x, int windows)
    {
        if (x.Rank < 2 || x.Sizes[^1] == 0)
            throw new ArgumentException($"adaptive_max_pool1d() needs (N, C, L) or (C, L) with L above 0, not {Shape.Text(x.Sizes)}.");
        ArgumentOutOfRangeException.ThrowIfLessThan(windows, 1);
        var width = (int)x.Sizes[^1];
        using var places = new Intermediate(Tensor.New(Shape.With(x.Sizes, x.Rank - 1, windows), ScalarType.Int64));
        var ids = places.Value.Longs;
        for (var i = 0; i < ids.Length; i++)
        {
            var (start, end) = AdaptiveRange(i % windows, windows, width);
            ids[i] = start + TensorPrimitives.IndexOfMax<float>(x.Floats.Slice((i / windows * width) + start, end - start));
        }
        return (Picked(x, places.Value, windows, width), Shaping.Reshape(places.Value, places.Value.Sizes));
    }

    private static (int Start, int End) AdaptiveRange(int window, int windows, int width) =>
        (window * width / windows, (((window + 1) * width) + windows - 1) / windows);

    private static Tensor Picked(Tensor x, Tensor places, int windows, int width)
    {
        var result = Tensor.New(places.Sizes);
        for (var i = 0; i < result.Count; i++)
            result.Floats[i] = x.Floats[(i / windows * width) + (int)places.Longs[i]];
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<LargestStep>("max_pool1d", 1, x);
            node.Backward = new(node.Save(places), x.Sizes, windows, width);
            node.Attach(result);
        }
        return result;
    }

    private static Tensor Means(Tensor x, (int Start, int End, float Share)[] ranges)
    {
        var width = (int)x.Sizes[^1];
        var result = Tensor.New(Shape.With(x.Sizes, x.Rank - 1, ranges.Length));
        for (var i = 0; i < result.Count; i++)
        {
            var (start, end, share) = ranges[i % ranges.Length];
            result.Floats[i] = share * TensorPrimitives.Sum<float>(x.Floats.Slice((i / ranges.Length * width) + start, end - start));
        }
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<MeanStep>("avg_pool1d", 1, x);
            node.Backward = new(x.Sizes, ranges);
            node.Attach(result);
        }
        return result;
    }

    private static void Check(Tensor x, PoolingShape shape, string name)
    {
        if (x.Rank is not (2 or 3))
            throw new ArgumentException($"{name}() needs (N, C, L) or (C, L), not {Shape.Text(x.Sizes)}.");
        if (shape.Kernel < 1 || shape.Stride < 1 || shape.Dilation < 1 || shape.Padding < 0 || 2 * shape.Padding > shape.Kernel)
            throw new ArgumentException($"{name}() cannot work with kernel {shape.Kernel}, stride {shape.Stride}, dilation {shape.Dilation}, padding {shape.Padding} (at most half the kernel).");
        if (shape.Width + (2 * shape.Padding) < (shape.Dilation * (shape.Kernel - 1)) + 1)
            throw new ArgumentException($"A window of {shape.Kernel} with dilation {shape.Dilation} is longer than the padded input of shape {Shape.Text(x.Sizes)}.");
    }

    private readonly struct LargestStep(Tensor places, long[] before, int windows, int width) : IBackwardStep
    {
        public void Run(Node n)
        {
            var target = n.Target(0, before, out var accumulate);
            if (!accumulate)
                target.Clear();
            var gradient = n.Gradient.Floats;
            var ids = places.Longs;
            for (var i = 0; i < gradient.Length; i++)
                target[(i / windows * width) + (int)ids[i]] += gradient[i];
        }
    }

    private readonly struct MeanStep(long[] before, (int Start, int End, float Share)[] ranges) : IBackwardStep
    {
        public void Run(Node n)
        {
            var width = (int)before[^1];
            var target = n.Target(0, before, out var accumulate);
            if (!accumulate)
                target.Clear();
            for (var i = 0; i < n.Gradient.Count; i++)
            {
                var (start, end, share) = ranges[i % ranges.Length];
                var part = target.Slice((i / ranges.Length * width) + start, end - start);
                TensorPrimitives.Add(part, n.Gradient.Floats[i] * share, part);
            }
        }
    }
}
