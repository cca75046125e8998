namespace NetAnomaly.Tensors.Kernels;

/// <summary>Transcendental functions over spans.</summary>
internal static class VectorMath
{
    /// <summary>destination = e^x.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> destination) => TensorPrimitives.Exp(x, destination);

    /// <summary>destination = tanh x.</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> destination) => TensorPrimitives.Tanh(x, destination);

    /// <summary>destination = 1 / (1 + e^-x).</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> destination) => TensorPrimitives.Sigmoid(x, destination);
}
