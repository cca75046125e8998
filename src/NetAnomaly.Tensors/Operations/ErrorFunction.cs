namespace NetAnomaly.Tensors;

/// <summary>The error function and what is built on it.</summary>
internal static class ErrorFunction
{
    // sqrt(2 / pi) and the cubic coefficient of the tanh form: Hendrycks and Gimpel 2016, arXiv 1606.08415.
    private const float TanhScale = 0.79788456f;
    private const float TanhCubic = 0.044715f;

    /// <summary>erf x for every element.</summary>
    public static void Erf(ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = (float)Erf(x[i]);
    }

    /// <summary>The tanh form of x Φ(x).</summary>
    public static void GeluTanh(ReadOnlySpan<float> x, Span<float> y)
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = 0.5f * x[i] * (1 + MathF.Tanh(TanhScale * (x[i] + (TanhCubic * x[i] * x[i] * x[i]))));
    }

    /// <summary>Gradient of <see cref="GeluTanh"/>.</summary>
    public static void GeluTanhGradient(ReadOnlySpan<float> g, ReadOnlySpan<float> x, Span<float> result)
    {
        for (var i = 0; i < result.Length; i++)
        {
            var tanh = MathF.Tanh(TanhScale * (x[i] + (TanhCubic * x[i] * x[i] * x[i])));
            var slope = TanhScale * (1 + (3 * TanhCubic * x[i] * x[i]));
            result[i] = g[i] * (0.5f * (1 + tanh) + (0.5f * x[i] * (1 - (tanh * tanh)) * slope));
        }
    }

    /// <summary>
    /// erf x to about 1e-15: Maclaurin series near 0 (Abramowitz and Stegun 7.1.6), continued fraction of erfc beyond
    /// (7.1.14, evaluated from the back).
    /// </summary>
    private static double Erf(double x)
    {
        var size = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        if (size > 6)
            return Math.CopySign(1, x);
        var density = 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x);
        if (size < 2.5)
        {
            double term = x, sum = x;
            for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            {
                term *= 2 * x * x / ((2 * n) + 1);
                sum += term;
            }
            return density * sum;
        }
        var tail = size;
        for (var n = 40; n > 0; n--)
            tail = size + (n / 2.0 / tail);
        return Math.CopySign(1 - (density / 2 / tail), x);
    }
}
