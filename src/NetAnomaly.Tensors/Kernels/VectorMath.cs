namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// Functions applied element by element. The result may be an operand itself. All lengths must be equal (else
/// <see cref="ArgumentException"/>). Not-a-number stays not-a-number.
/// </summary>
internal static class VectorMath
{
    /// <summary>e to the power x.</summary>
    public static void Exp(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<ExpFunction>.Run(x, result);

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
}
