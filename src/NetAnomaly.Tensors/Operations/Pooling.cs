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

    private static void Check(Tensor x, PoolingShape shape, string name)
    {
        if (x.Rank is not (2 or 3))
            throw new ArgumentException($"{name}() needs (N, C, L) or (C, L), not {Shape.Text(x.Sizes)}.");
        if (shape.Kernel < 1 || shape.Stride < 1 || shape.Dilation < 1 || shape.Padding < 0
            || 2 * shape.Padding > shape.Kernel)
            throw new ArgumentException(
                $"{name}() cannot work with kernel {shape.Kernel}, stride {shape.Stride}, dilation {shape.Dilation}, "
                    + $"padding {shape.Padding} (at most half the kernel).");
        if (shape.Width + (2 * shape.Padding) < (shape.Dilation * (shape.Kernel - 1)) + 1)
            throw new ArgumentException(
                $"A window of {shape.Kernel} with dilation {shape.Dilation} is longer than the padded input of shape "
                    + $"{Shape.Text(x.Sizes)}.");
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
}
