using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Fills y from x.</summary>
internal delegate void UnaryKernel(ReadOnlySpan<float> x, Span<float> y);

/// <summary>Fills the gradient of x from the gradient of y and from x or y, whichever was saved.</summary>
internal delegate void UnaryGradient(ReadOnlySpan<float> gradient, ReadOnlySpan<float> saved, Span<float> result);

/// <summary>Fills y from x and two numbers.</summary>
internal delegate void NumberKernel(ReadOnlySpan<float> x, float first, float second, Span<float> y);

/// <summary>Fills the gradient of x from the gradient of y, from x if it was saved, and from two numbers.</summary>
internal delegate void NumberGradient(
    ReadOnlySpan<float> gradient, ReadOnlySpan<float> saved, float first, float second, Span<float> result);

/// <summary>Functions of one number, element by element.</summary>
internal static class Unary
{
    /// <summary>e^x.</summary>
    public static Tensor Exp(Tensor x) =>
        FromOutput("exp", x, VectorMath.Exp, static (g, y, r) => TensorPrimitives.Multiply(g, y, r));

    /// <summary>Natural logarithm of 1 + x.</summary>
    public static Tensor Log1P(Tensor x) =>
        FromInput("log1p", x, static (a, y) => TensorPrimitives.LogP1(a, y), static (g, a, r) =>
    {
        TensorPrimitives.Add(a, 1, r);
        TensorPrimitives.Divide(g, r, r);
    });

    /// <summary>Square root.</summary>
    public static Tensor Sqrt(Tensor x) =>
        FromOutput("sqrt", x, static (a, y) => TensorPrimitives.Sqrt(a, y), static (g, y, r) =>
    {
        TensorPrimitives.Divide(g, y, r);
        TensorPrimitives.Multiply(r, 0.5f, r);
    });

    /// <summary>max(x, 0).</summary>
    public static Tensor Relu(Tensor x) => FromOutput("relu", x, VectorMath.Relu, VectorMath.ReluGradient);

    /// <summary>Gaussian error linear unit, x Φ(x). Source: Hendrycks and Gimpel 2016, arXiv 1606.08415.</summary>
    public static Tensor Gelu(Tensor x) => FromInput("gelu", x, VectorMath.Gelu, VectorMath.GeluGradient);

    /// <summary>|x|; the gradient at 0 is 0.</summary>
    public static Tensor Abs(Tensor x) =>
        FromInput("abs", x, static (a, y) => TensorPrimitives.Abs(a, y), static (g, a, r) =>
    {
        for (var i = 0; i < r.Length; i++)
            r[i] = a[i] > 0 ? g[i] : a[i] < 0 ? -g[i] : 0;
    });

    /// <summary>x to a constant power.</summary>
    public static Tensor Power(Tensor x, float exponent) =>
        WithNumbers("pow", x, exponent, 0, static (a, exponent, _, y) =>
    {
        if (exponent == 2)
            TensorPrimitives.Multiply(a, a, y);
        else
            TensorPrimitives.Pow(a, exponent, y);
    }, static (g, a, exponent, _, r) =>
    {
        for (var i = 0; i < r.Length; i++)
            r[i] = exponent == 0 ? 0 : g[i] * exponent * (exponent == 2 ? a[i] : MathF.Pow(a[i], exponent - 1));
    }, savesInput: true);

    /// <summary>x kept within limits; outside them the gradient is 0.</summary>
    public static Tensor Clamp(Tensor x, float low, float high) =>
        WithNumbers("clamp", x, low, high, static (a, low, high, y) =>
    {
        for (var i = 0; i < y.Length; i++)
            y[i] = a[i] < low ? low : a[i] > high ? high : a[i];
    }, static (g, a, low, high, r) =>
    {
        for (var i = 0; i < r.Length; i++)
            r[i] = a[i] < low || a[i] > high ? 0 : g[i];
    }, savesInput: true);

    /// <summary>x + a number.</summary>
    public static Tensor Shift(Tensor x, float number) =>
        WithNumbers(
            "add", x, number, 0, static (a, number, _, y) =>
                TensorPrimitives.Add(a, number, y), null, savesInput: false);

    /// <summary>x times a number.</summary>
    public static Tensor Scale(Tensor x, float number) =>
        WithNumbers("mul", x, number, 0, static (a, number, _, y) => TensorPrimitives.Multiply(a, number, y),
        static (g, _, number, _, r) => TensorPrimitives.Multiply(g, number, r), savesInput: false);

    /// <summary>x divided by a number.</summary>
    public static Tensor DivideBy(Tensor x, float number) =>
        WithNumbers("div", x, number, 0, static (a, number, _, y) => TensorPrimitives.Divide(a, number, y),
        static (g, _, number, _, r) => TensorPrimitives.Divide(g, number, r), savesInput: false);

    private static Tensor FromInput(string name, Tensor x, UnaryKernel kernel, UnaryGradient gradient) =>
        Apply(name, x, kernel, gradient, true, false);

    private static Tensor FromOutput(string name, Tensor x, UnaryKernel kernel, UnaryGradient gradient) =>
        Apply(name, x, kernel, gradient, false, true);

    private static Tensor Apply(
        string name, Tensor x, UnaryKernel kernel, UnaryGradient gradient, bool savesInput, bool savesOutput)
    {
        var result = Tensor.New(x.Sizes);
        if (x.Count > 0)
            kernel(x.Floats, result.Floats);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<UnaryStep>(name, 1, x);
            node.Backward = new(gradient, savesInput ? node.Save(x) : savesOutput ? node.Save(result) : null);
            node.Attach(result);
        }
        return result;
    }

    private static Tensor WithNumbers(
        string name, Tensor x, float first, float second, NumberKernel kernel, NumberGradient? gradient,
        bool savesInput)
    {
        var result = Tensor.New(x.Sizes);
        if (x.Count > 0)
            kernel(x.Floats, first, second, result.Floats);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<NumberStep>(name, 1, x);
            node.Backward = new(gradient, first, second, savesInput ? node.Save(x) : null);
            node.Attach(result);
        }
        return result;
    }

    private readonly struct UnaryStep(UnaryGradient gradient, Tensor? saved) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(n.Gradient.Sizes);
            if (given.Count > 0)
                gradient(n.Gradient.Floats, saved is null ? default : saved.Floats, given.Floats);
            n.Give(0, given);
        }
    }

    private readonly struct NumberStep(
        NumberGradient? gradient, float first, float second, Tensor? saved) : IBackwardStep
    {
        public void Run(Node n)
        {
            if (gradient is null)
            {
                n.Give(0, n.Gradient.Alias(tracked: false));
                return;
            }
            var given = Tensor.Uninitialized(n.Gradient.Sizes);
            if (given.Count > 0)
                gradient(n.Gradient.Floats, saved is null ? default : saved.Floats, first, second, given.Floats);
            n.Give(0, given);
        }
    }
}
