namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Functions applied element by element. The result may be an operand itself. All lengths must be equal (else
/// <see cref="ArgumentException"/>). Not-a-number stays not-a-number.
/// </summary>
internal static class VectorMath
{
    /// <summary>e to the power x.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<ExpFunction>.Run(x, result);

    /// <summary>The natural logarithm.</summary>
    public static void Log(ReadOnlySpan<float> x, Span<float> result) => TensorPrimitives.Log(x, result);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static void Sigmoid(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<SigmoidFunction>.Run(x, result);

    /// <summary>The gradient y (1 − y) g of <see cref="Sigmoid"/> with result y.</summary>
    public static void SigmoidGradient(ReadOnlySpan<float> g, ReadOnlySpan<float> y, Span<float> result) =>
        ElementLoop<SigmoidSlope>.Run(g, y, result);

    /// <summary>The hyperbolic tangent.</summary>
    public static void Tanh(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<TanhFunction>.Run(x, result);

    /// <summary>The gradient (1 − y²) g of <see cref="Tanh"/> with result y.</summary>
    public static void TanhGradient(ReadOnlySpan<float> g, ReadOnlySpan<float> y, Span<float> result) =>
        ElementLoop<TanhSlope>.Run(g, y, result);

    /// <summary>max(0, x).</summary>
    public static void Relu(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<ReluFunction>.Run(x, result);

    /// <summary>The gradient of <see cref="Relu"/>: g where x (or the result) is positive, else 0.</summary>
    public static void ReluGradient(ReadOnlySpan<float> g, ReadOnlySpan<float> x, Span<float> result) =>
        ElementLoop<WherePositive>.Run(g, x, result);

    /// <summary>x Φ(x). Source: Hendrycks and Gimpel 2016, arXiv 1606.08415.</summary>
    public static void Gelu(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<GeluFunction>.Run(x, result);

    /// <summary>The gradient (Φ(x) + x φ(x)) g of <see cref="Gelu"/> at x.</summary>
    public static void GeluGradient(ReadOnlySpan<float> g, ReadOnlySpan<float> x, Span<float> result) =>
        ElementLoop<GeluSlope>.Run(g, x, result);

    /// <summary>x + y.</summary>
    public static void Add(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result) =>
        ElementLoop<SumFunction>.Run(x, y, result);

    /// <summary>x y.</summary>
    public static void Multiply(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result) =>
        ElementLoop<ProductFunction>.Run(x, y, result);

    /// <summary>x y + z.</summary>
    public static void MultiplyAdd(ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, Span<float> result) =>
        ElementLoop<ProductSumFunction>.Run(x, y, z, result);

    /// <summary>y += scale · x.</summary>
    public static void AddScaled(float scale, ReadOnlySpan<float> x, Span<float> y) =>
        TensorPrimitives.MultiplyAdd(x, scale, y, y);
}
