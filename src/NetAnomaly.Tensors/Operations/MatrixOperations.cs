using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Products of matrices, stacks of matrices and vectors.</summary>
internal static class MatrixOperations
{
    /// <summary>
    /// The matrix product by the rules of numpy.matmul: vectors, matrices, broadcast stacks of matrices.
    /// </summary>
    public static Tensor Multiply(Tensor a, Tensor b)
    {
        if (a.Rank == 0 || b.Rank == 0)
            throw Misfit(a, b);
        if (a.Rank == 1)
        {
            using var row = new Intermediate(Shaping.Reshape(a, [1, a.Sizes[0]]));
            using var product = new Intermediate(Multiply(row.Value, b));
            var sizes = product.Value.Sizes;
            return Shaping.Reshape(product.Value, b.Rank == 1 ? [] : Shape.Joined(sizes.AsSpan(..^2), [sizes[^1]]));
        }
        if (b.Rank == 1)
        {
            using var column = new Intermediate(Shaping.Reshape(b, [b.Sizes[0], 1]));
            using var product = new Intermediate(Multiply(a, column.Value));
            return Shaping.Reshape(product.Value, product.Value.Sizes.AsSpan(0, a.Rank - 1));
        }
        if (a.Sizes[^1] != b.Sizes[^2])
            throw Misfit(a, b);
        if (b.Rank == 2)
        {
            using var rows = new Intermediate(
                Shaping.Reshape(a, [Shape.Product(a.Sizes.AsSpan(0, a.Rank - 1)), a.Sizes[^1]]));
            using var product = new Intermediate(Stacked(rows.Value, b, 1));
            return Shaping.Reshape(product.Value, Shape.With(a.Sizes, a.Rank - 1, b.Sizes[^1]));
        }
        return MultiplyStacks(a, b);
    }

    /// <summary>x Wᵀ + bias over the last axis of x; W is out × in.</summary>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias) => Linear(x, weight, bias, rectified: false);

    /// <summary>max(0, x Wᵀ + bias) as one operation.</summary>
    public static Tensor RectifiedLinear(Tensor x, Tensor weight, Tensor bias) =>
        Linear(x, weight, bias, rectified: true);

    private static Tensor Linear(Tensor x, Tensor weight, Tensor? bias, bool rectified)
    {
        if (weight.Rank != 2 || x.Rank == 0 || x.Sizes[^1] != weight.Sizes[1])
            throw new ArgumentException(
                $"linear() of shape {Shape.Text(x.Sizes)} does not fit a weight of shape {Shape.Text(weight.Sizes)} "
                    + $"(out, in).");
        var (inputs, outputs) = ((int)weight.Sizes[1], (int)weight.Sizes[0]);
        if (bias is not null && (bias.Rank != 1 || bias.Sizes[0] != outputs))
            throw new ArgumentException(
                $"A bias of shape {Shape.Text(bias.Sizes)} does not fit a weight of shape {Shape.Text(weight.Sizes)} "
                    + $"(out, in).");
        var rows = Shape.Product(x.Sizes.AsSpan(0, x.Rank - 1));
        var result = Tensor.New(Shape.With(x.Sizes, x.Rank - 1, outputs));
        if (bias is null)
            MatrixProduct.Multiply(
                false, true, rows, outputs, inputs, x.Floats, inputs, weight.Floats, inputs, result.Floats, outputs,
                accumulate: false);
        else
            MatrixProduct.Multiply(
                false, true, rows, outputs, inputs, x.Floats, inputs, weight.Floats, inputs, result.Floats, outputs,
                bias.Floats, rectified);
        if (Node.IsNeeded(x, weight, bias))
        {
            var node = Node.Of<LinearStep>("linear", 1, x, weight, bias);
            node.Backward = new(node.Save(x), node.Save(weight), rectified ? node.Save(result) : null, rows);
            node.Attach(result);
        }
        return result;
    }

    private static Tensor WherePositive(Tensor gradient, Tensor result)
    {
        var passed = Tensor.Uninitialized(gradient.Sizes);
        VectorMath.ReluGradient(gradient.Floats, result.Floats, passed.Floats);
        return passed;
    }

    /// <summary>Products of matrices pair by pair; a is stack × m × k (or m × k), b stack × k × n (or k × n).</summary>
    private static Tensor Stacked(Tensor a, Tensor b, int stack)
    {
        var (m, k, n) = ((int)a.Sizes[^2], (int)a.Sizes[^1], (int)b.Sizes[^1]);
        var result = Tensor.New(Shape.With(a.Sizes, a.Rank - 1, n));
        Each(stack, false, false, m, n, k, a.Floats, b.Floats, result.Floats, false);
        if (Node.IsNeeded(a, b))
        {
            var node = Node.Of<StackedStep>("matmul", 1, a, b);
            node.Backward = new(node.Save(a), node.Save(b), stack);
            node.Attach(result);
        }
        return result;
    }

    private static void Each(
        int stack, bool transposeA, bool transposeB, int m, int n, int k, ReadOnlySpan<float> a, ReadOnlySpan<float> b,
        Span<float> c, bool accumulate)
    {
        for (var i = 0; i < stack; i++)
        {
            MatrixProduct.Multiply(transposeA, transposeB, m, n, k, a.Slice(i * m * k, m * k), transposeA ? m : k,
                b.Slice(i * k * n, k * n), transposeB ? k : n, c.Slice(i * m * n, m * n), n, accumulate);
        }
    }

    private static Tensor MultiplyStacks(Tensor a, Tensor b)
    {
        var outer = Shape.Broadcast(a.Sizes.AsSpan(0, a.Rank - 2), b.Sizes.AsSpan(0, b.Rank - 2));
        var stack = Shape.Product(outer);
        var (m, k, n) = (a.Sizes[^2], a.Sizes[^1], b.Sizes[^1]);
        using var wideA = new Intermediate(Widened(a, Shape.Joined(outer, [m, k])));
        using var wideB = new Intermediate(Widened(b, Shape.Joined(outer, [k, n])));
        using var flatA = new Intermediate(Shaping.Reshape(wideA.Value, [stack, m, k]));
        using var flatB = new Intermediate(Shaping.Reshape(wideB.Value, [stack, k, n]));
        using var product = new Intermediate(Stacked(flatA.Value, flatB.Value, stack));
        return Shaping.Reshape(product.Value, Shape.Joined(outer, [m, n]));
    }

    private static Tensor Widened(Tensor x, ReadOnlySpan<long> sizes) =>
        x.Sizes.AsSpan().SequenceEqual(sizes) ? Shaping.Reshape(x, sizes) : Shaping.Expand(x, sizes);

    private static ArgumentException Misfit(Tensor a, Tensor b) =>
        new(
            $"Shapes {Shape.Text(a.Sizes)} and {Shape.Text(b.Sizes)} do not fit a matrix product: the last size of "
                + $"the first must be the last but one of the second.");

    private readonly struct LinearStep(Tensor x, Tensor weight, Tensor? result, int rows) : IBackwardStep
    {
        public void Run(Node n)
        {
            var (inputs, outputs) = ((int)weight.Sizes[1], (int)weight.Sizes[0]);
            using var passed = result is null ? null : WherePositive(n.Gradient, result);
            ReadOnlySpan<float> gradient = (passed ?? n.Gradient).Floats;
            if (n.Wants(0))
            {
                var target = n.Target(0, x.Sizes, out var accumulate);
                MatrixProduct.Multiply(
                    false, false, rows, inputs, outputs, gradient, outputs, weight.Floats, inputs, target, inputs,
                    accumulate);
            }
            if (n.Wants(1))
            {
                var target = n.Target(1, weight.Sizes, out var accumulate);
                MatrixProduct.Multiply(
                    true, false, outputs, inputs, rows, gradient, outputs, x.Floats, inputs, target, inputs,
                    accumulate);
            }
            if (n.Wants(2))
            {
                var target = n.Target(2, [outputs], out var accumulate);
                Rows.Sum(gradient, rows, target, accumulate);
            }
        }
    }

    private readonly struct StackedStep(Tensor a, Tensor b, int stack) : IBackwardStep
    {
        public void Run(Node node)
        {
            var (m, k, n) = ((int)a.Sizes[^2], (int)a.Sizes[^1], (int)b.Sizes[^1]);
            if (node.Wants(0))
            {
                var target = node.Target(0, a.Sizes, out var accumulate);
                Each(stack, false, true, m, k, n, node.Gradient.Floats, b.Floats, target, accumulate);
            }
            if (node.Wants(1))
            {
                var target = node.Target(1, b.Sizes, out var accumulate);
                Each(stack, true, false, k, n, m, a.Floats, node.Gradient.Floats, target, accumulate);
            }
        }
    }
}
