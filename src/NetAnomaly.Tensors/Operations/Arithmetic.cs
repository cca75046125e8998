using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Elementwise arithmetic of two tensors with broadcasting.</summary>
internal static class Arithmetic
{
    /// <summary>a + b.</summary>
    public static Tensor Add(Tensor a, Tensor b)
    {
        var result = Compute<Adding>(a, b);
        if (Node.IsNeeded(a, b))
        {
            var node = Node.Of<AddingStep>("add", 1, a, b);
            node.Backward = new(a.Sizes, b.Sizes);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>a - b.</summary>
    public static Tensor Subtract(Tensor a, Tensor b)
    {
        var result = Compute<Subtracting>(a, b);
        if (Node.IsNeeded(a, b))
        {
            var node = Node.Of<SubtractingStep>("sub", 1, a, b);
            node.Backward = new(a.Sizes, b.Sizes);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>a · b, element by element.</summary>
    public static Tensor Multiply(Tensor a, Tensor b)
    {
        var result = Compute<Multiplying>(a, b);
        if (Node.IsNeeded(a, b))
        {
            var node = Node.Of<MultiplyingStep>("mul", 1, a, b);
            node.Backward = new(node.Save(a), node.Save(b));
            node.Attach(result);
        }
        return result;
    }

    /// <summary>a / b, element by element.</summary>
    public static Tensor Divide(Tensor a, Tensor b)
    {
        var result = Compute<Dividing>(a, b);
        if (Node.IsNeeded(a, b))
        {
            var node = Node.Of<DividingStep>("div", 1, a, b);
            node.Backward = new(node.Save(b), node.Save(result), a.Sizes);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>A kernel applied to two tensors, outside the graph.</summary>
    public static Tensor Compute<TKernel>(Tensor a, Tensor b) where TKernel : IBinaryKernel
    {
        var sizes = a.Sizes.AsSpan().SequenceEqual(b.Sizes) ? a.Sizes : Shape.Broadcast(a.Sizes, b.Sizes);
        var result = Tensor.New(sizes);
        Broadcasting.Apply<TKernel>(a, b, sizes, result.Floats);
        return result;
    }

    /// <summary>The gradient of a broadcast operand: an alias where it was not broadcast, else a sum.</summary>
    public static Tensor Reduced(Tensor gradient, long[] sizes)
    {
        if (gradient.Sizes.AsSpan().SequenceEqual(sizes))
            return gradient.Alias(tracked: false);
        var result = Tensor.Uninitialized(sizes);
        Broadcasting.SumTo(gradient.Floats, gradient.Sizes, sizes, result.Floats);
        return result;
    }

    /// <summary>Like <see cref="Reduced"/>, for a temporary that is given away.</summary>
    public static Tensor Consumed(Tensor temporary, long[] sizes)
    {
        if (temporary.Sizes.AsSpan().SequenceEqual(sizes))
            return temporary;
        var result = Reduced(temporary, sizes);
        temporary.Dispose();
        return result;
    }

    private readonly struct AddingStep(long[] sizesA, long[] sizesB) : IBackwardStep
    {
        public void Run(Node n)
        {
            if (n.Wants(0))
                n.Give(0, Reduced(n.Gradient, sizesA));
            if (n.Wants(1))
                n.Give(1, Reduced(n.Gradient, sizesB));
        }
    }

    private readonly struct SubtractingStep(long[] sizesA, long[] sizesB) : IBackwardStep
    {
        public void Run(Node n)
        {
            if (n.Wants(0))
                n.Give(0, Reduced(n.Gradient, sizesA));
            if (n.Wants(1))
                n.Give(1, Consumed(Unary.Scale(n.Gradient, -1), sizesB));
        }
    }

    private readonly struct MultiplyingStep(Tensor a, Tensor b) : IBackwardStep
    {
        public void Run(Node n)
        {
            if (n.Wants(0))
                n.Give(0, Consumed(Compute<Multiplying>(n.Gradient, b), a.Sizes));
            if (n.Wants(1))
                n.Give(1, Consumed(Compute<Multiplying>(n.Gradient, a), b.Sizes));
        }
    }

    private readonly struct DividingStep(Tensor b, Tensor result, long[] sizesA) : IBackwardStep
    {
        public void Run(Node n)
        {
            // d(a/b) = da / b - (a/b) db / b
            var quotient = Compute<Dividing>(n.Gradient, b);
            if (n.Wants(1))
            {
                var product = Compute<Multiplying>(quotient, result);
                TensorPrimitives.Negate(product.Floats, product.Floats);
                n.Give(1, Consumed(product, b.Sizes));
            }
            if (n.Wants(0))
                n.Give(0, Consumed(quotient, sizesA));
            else
                quotient.Dispose();
        }
    }

    internal readonly struct Adding : IBinaryKernel
    {
        public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
            VectorMath.Add(a, b, result);
        public static void Run(ReadOnlySpan<float> a, float b, Span<float> result) =>
            TensorPrimitives.Add(a, b, result);
        public static void Run(float a, ReadOnlySpan<float> b, Span<float> result) =>
            TensorPrimitives.Add(b, a, result);
    }

    internal readonly struct Subtracting : IBinaryKernel
    {
        public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
            TensorPrimitives.Subtract(a, b, result);
        public static void Run(ReadOnlySpan<float> a, float b, Span<float> result) =>
            TensorPrimitives.Subtract(a, b, result);
        public static void Run(float a, ReadOnlySpan<float> b, Span<float> result) =>
            TensorPrimitives.Subtract(a, b, result);
    }

    internal readonly struct Multiplying : IBinaryKernel
    {
        public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
            VectorMath.Multiply(a, b, result);
        public static void Run(ReadOnlySpan<float> a, float b, Span<float> result) =>
            TensorPrimitives.Multiply(a, b, result);
        public static void Run(float a, ReadOnlySpan<float> b, Span<float> result) =>
            TensorPrimitives.Multiply(b, a, result);
    }

    internal readonly struct Dividing : IBinaryKernel
    {
        public static void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result) =>
            TensorPrimitives.Divide(a, b, result);
        public static void Run(ReadOnlySpan<float> a, float b, Span<float> result) =>
            TensorPrimitives.Divide(a, b, result);
        public static void Run(float a, ReadOnlySpan<float> b, Span<float> result) =>
            TensorPrimitives.Divide(a, b, result);
    }
}
