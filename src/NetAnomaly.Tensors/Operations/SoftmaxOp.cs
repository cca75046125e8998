using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>The logarithm of the softmax, and that of the sum of e^x, along an axis.</summary>
internal static class SoftmaxOp
{
    /// <summary>x minus the logarithm of the sum of e^x along the axis.</summary>
    public static Tensor Log(Tensor x, long dim)
    {
        var axis = Shape.Axis(dim, x.Rank);
        if (axis >= x.Rank - 1)
            return LogAlongLast(x);
        using var turned = new Intermediate(Shaping.Transpose(x, axis, -1));
        using var result = new Intermediate(LogAlongLast(turned.Value));
        return Shaping.Transpose(result.Value, axis, -1);
    }

    /// <summary>
    /// The logarithm of the sum of e^x along the axis, whose gradient is the softmax; -infinity where all x are.
    /// </summary>
    public static Tensor LogOfSum(Tensor x, long dim, bool keep)
    {
        var axis = Shape.Axis(dim, x.Rank);
        using var turned = new Intermediate(x.Rank == 0 ? Shaping.Reshape(x, [1]) : Shaping.Transpose(x, axis, -1));
        using var sums = new Intermediate(LogOfLast(turned.Value));
        using var back = new Intermediate(
            x.Rank == 0 ? Shaping.Reshape(sums.Value, []) : Shaping.Transpose(sums.Value, axis, -1));
        return Shaping.Reshape(back.Value, Shape.Reduced(x.Sizes, AxisSet.Of([axis], x.Rank), keep));
    }

    private static Tensor LogAlongLast(Tensor x)
    {
        var width = x.Rank == 0 ? 1 : (int)x.Sizes[^1];
        var result = Tensor.New(x.Sizes);
        var from = x.Floats;
        var to = result.Floats;
        for (var at = 0; at < to.Length; at += width)
        {
            var row = to.Slice(at, width);
            var total = RowKernels.Softmax(from.Slice(at, width), row);
            TensorPrimitives.Subtract(from.Slice(at, width), total, row);
        }
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<LogStep>("log_softmax", 1, x);
            node.Backward = new(node.Save(result), width);
            node.Attach(result);
        }
        return result;
    }

    private static Tensor LogOfLast(Tensor x)
    {
        var width = (int)x.Sizes[^1];
        var result = Tensor.New(Shape.With(x.Sizes, x.Rank - 1, 1));
        var shares = Tensor.Uninitialized(x.Sizes);
        for (var i = 0; i < result.Count; i++)
        {
            var row = x.Floats.Slice(i * width, width);
            result.Floats[i] = RowKernels.Softmax(row, shares.Floats.Slice(i * width, width));
            if (row.IndexOfAnyExcept(float.NegativeInfinity) < 0)
            {
                result.Floats[i] = float.NegativeInfinity;
                shares.Floats.Slice(i * width, width).Clear();
            }
        }
        if (!Node.IsNeeded(x))
        {
            shares.Dispose();
            return result;
        }
        var node = Node.Of<LogOfSumStep>("logsumexp", 1, x);
        node.Backward = new(node.Own(shares));
        node.Attach(result);
        return result;
    }

    // dx = g - e^y sum(g)
    private static void LogGradient(ReadOnlySpan<float> g, ReadOnlySpan<float> y, Span<float> result, int width)
    {
        for (var at = 0; at < result.Length; at += width)
        {
            var row = result.Slice(at, width);
            VectorMath.Exp(y.Slice(at, width), row);
            TensorPrimitives.MultiplyAdd(row, -TensorPrimitives.Sum(g.Slice(at, width)), g.Slice(at, width), row);
        }
    }

    private readonly struct LogStep(Tensor result, int width) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(result.Sizes);
            LogGradient(n.Gradient.Floats, result.Floats, given.Floats, width);
            n.Give(0, given);
        }
    }

    private readonly struct LogOfSumStep(Tensor shares) : IBackwardStep
    {
        public void Run(Node n) => n.Give(0, Arithmetic.Compute<Arithmetic.Multiplying>(shares, n.Gradient));
    }
}
