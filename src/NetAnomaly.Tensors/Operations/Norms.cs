using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Roots of sums of squares.</summary>
internal static class Norms
{
    /// <summary>Square root whose gradient at 0 is 0, so that the norm of a zero vector has a gradient.</summary>
    public static Tensor Root(Tensor sum)
    {
        var result = Tensor.New(sum.Sizes);
        TensorPrimitives.Sqrt(sum.Floats, result.Floats);
        if (Node.IsNeeded(sum))
        {
            var node = Node.Of<RootStep>("norm", 1, sum);
            node.Backward = new(node.Save(result));
            node.Attach(result);
        }
        return result;
    }

    private readonly struct RootStep(Tensor root) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(root.Sizes);
            var g = n.Gradient.Floats;
            var y = root.Floats;
            var r = given.Floats;
            for (var i = 0; i < r.Length; i++)
                r[i] = y[i] > 0 ? g[i] / (2 * y[i]) : 0;
            n.Give(0, given);
        }
    }

    /// <summary>The sum of |x|^p over all elements, in double precision; for infinite p the largest |x|. NaN where one is.</summary>
    public static double Total(ReadOnlySpan<float> values, double p)
    {
        if (p == 2)
            return SquareSums.Of(values);
        var total = 0.0;
        foreach (var value in values)
        {
            var size = Math.Abs((double)value);
            total = double.IsPositiveInfinity(p) ? Math.Max(total, size) : total + Math.Pow(size, p);
        }
        return total;
    }
}
