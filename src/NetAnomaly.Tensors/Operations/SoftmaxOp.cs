using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Softmax and its logarithm along an axis.</summary>
internal static class SoftmaxOp
{
    /// <summary>e^x divided by its sum along the axis; a row of -infinity only gives NaN, as in PyTorch.</summary>
    public static Tensor Of(Tensor x, long dim) => Along(x, dim, logarithm: false);

    /// <summary>x minus the logarithm of the sum of e^x along the axis.</summary>
    public static Tensor Log(Tensor x, long dim) => Along(x, dim, logarithm: true);

    /// <summary>The logarithm of the sum of e^x along the axis, whose gradient is the softmax; -infinity where all x are.</summary>
    public static Tensor LogOfSum(Tensor x, long dim, bool keep)
    {
        var axis = Shape.Axis(dim, x.Rank);
        using var turned = new Intermediate(x.Rank == 0 ? Shaping.Reshape(x, [1]) : Shaping.Transpose(x, axis, -1));
        using var sums = new Intermediate(LogOfLast(turned.Value));
        using var back = new Intermediate(x.Rank == 0 ? Shaping.Reshape(sums.Value, []) : Shaping.Transpose(sums.Value, axis, -1));
        return Shaping.Reshape(back.Value, Shape.Reduced(x.Sizes, AxisSet.Of([axis], x.Rank), keep));
    }

    /// <summary>Fills one row with its softmax and returns the logarithm of the sum of e^x.</summary>
    public static float Row(ReadOnlySpan<float> x, Span<float> result)
    {
        return RowKernels.Softmax(x, result);
    }

    private static Tensor Along(Tensor x, long dim, bool logarithm)
    {
        var axis = Shape.Axis(dim, x.Rank);
        if (axis >= x.Rank - 1)
            return AlongLast(x, logarithm);
        using var turned = new Intermediate(Shaping.Transpose(x, axis, -1));
        using var result = new Intermediate(AlongLast(turned.Value, logarithm));
        return Shaping.Transpose(result.Value, axis, -1);
    }

    private static Tensor AlongLast(Tensor x, bool logarithm)
    {
        var width = x.Rank == 0 ? 1 : (int)x.Sizes[^1];
        var result = Tensor.New(x.Sizes);
        var from = x.Floats;
        var to = result.Floats;
        for (var at = 0; at < to.Length; at += width)
        {
            var row = to.Slice(at, width);
            var total = Row(from.Slice(at, width), row);
            if (logarithm)
                TensorPrimitives.Subtract(from.Slice(at, width), total, row);
        }
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<SoftmaxStep>(logarithm ? "log_softmax" : "softmax", 1, x);
            node.Backward = new(node.Save(result), width, logarithm);
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
            result.Floats[i] = Row(row, shares.Floats.Slice(i * width, width));
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

    // dx = y (g - sum(g y))
    private static void Gradient(ReadOnlySpan<float> g, ReadOnlySpan<float> y, Span<float> result, int width)
    {
        for (var at = 0; at < result.Length; at += width)
        {
            var row = result.Slice(at, width);
            var weighted = TensorPrimitives.Dot(g.Slice(at, width), y.Slice(at, width));
            TensorPrimitives.Subtract(g.Slice(at, width), weighted, row);
            TensorPrimitives.Multiply(row, y.Slice(at, width), row);
        }
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

    private readonly struct SoftmaxStep(Tensor result, int width, bool logarithm) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(result.Sizes);
            if (logarithm)
                LogGradient(n.Gradient.Floats, result.Floats, given.Floats, width);
            else
                Gradient(n.Gradient.Floats, result.Floats, given.Floats, width);
            n.Give(0, given);
        }
    }

    private readonly struct LogOfSumStep(Tensor shares) : IBackwardStep
    {
        public void Run(Node n) => n.Give(0, Arithmetic.Compute<Arithmetic.Multiplying>(shares, n.Gradient));
    }
}
