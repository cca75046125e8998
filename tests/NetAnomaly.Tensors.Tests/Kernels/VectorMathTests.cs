using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class VectorMathTests
{
    private delegate void Map(ReadOnlySpan<float> x, Span<float> result);

    private delegate void Map2(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result);

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Exp_is_within_two_units_in_the_last_place(int width) =>
        AssertClose(width, VectorMath.Exp, Math.Exp, Inputs(88.7f), 2.5);

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Exp_reaches_the_smallest_numbers_with_absolute_precision(int width)
    {
        using With setting = With.Width(width);
        float[] x = [-87.4f, -90, -100, -103, -103.9f, -105, -1000, -3e38f];
        var y = new float[x.Length];
        VectorMath.Exp(x, y);
        Assert.All(x.Zip(y), p => Assert.InRange(p.Second, Math.Exp(p.First) - 3e-45, Math.Exp(p.First) + 3e-45));
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Tanh_is_within_three_units_in_the_last_place(int width) =>
        AssertClose(width, Tanh, Math.Tanh, Inputs(30), 3);

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Sigmoid_is_within_three_units_in_the_last_place(int width) =>
        AssertClose(width, Sigmoid, x => 1 / (1 + Math.Exp(-x)), Inputs(86), 3);

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Gelu_agrees_with_the_normal_distribution(int width) =>
        AssertClose(width, VectorMath.Gelu, x => x * NormalBelow(x), Inputs(5), 40, 2e-7);

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void The_slopes_agree_with_differences(int width)
    {
        using With setting = With.Width(width);
        float[] x = Inputs(6);
        AssertSlope(x, VectorMath.GeluGradient, x, v => v * NormalBelow(v));
        float[] away = [.. x.Where(v => Math.Abs(v) > 1e-3)];
        AssertSlope(away, VectorMath.ReluGradient, away, v => Math.Max(0, v));
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Infinities_and_not_a_number_come_out_right_in_every_lane(int width)
    {
        using With setting = With.Width(width);
        const float Inf = float.PositiveInfinity;
        for (int length = 1; length < 40; length += 3)
        {
            foreach ((Map map, float at, float expected) in new (Map, float, float)[]
            {
                (VectorMath.Exp, Inf, Inf), (VectorMath.Exp, -Inf, 0), (VectorMath.Exp, float.NaN, float.NaN),
                (VectorMath.Exp, 89, Inf),
                (Tanh, Inf, 1), (Tanh, -Inf, -1), (Tanh, float.NaN, float.NaN),
                (Tanh, 0, 0), (Tanh, 1e-30f, 1e-30f), (Tanh, 3e38f, 1), (Tanh, -0f, -0f),
                (Sigmoid, Inf, 1), (Sigmoid, -Inf, 0), (Sigmoid, float.NaN, float.NaN),
                (Sigmoid, 0, 0.5f), (Sigmoid, -1e4f, 0), (Sigmoid, 1e4f, 1),
                (VectorMath.Relu, float.NaN, float.NaN), (VectorMath.Relu, -Inf, 0), (VectorMath.Relu, Inf, Inf),
                (VectorMath.Gelu, float.NaN, float.NaN), (VectorMath.Gelu, Inf, Inf), (VectorMath.Gelu, 0, 0),
            })
            {
                float[] x = [.. Enumerable.Repeat(at, length)];
                var y = new float[length];
                map(x, y);
                Assert.All(y, v => Assert.Equal(expected, v));
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Sums_and_products_are_exact(int width)
    {
        using With setting = With.Width(width);
        float[] x = Inputs(10);
        float[] y = [.. x.Reverse()];
        AssertSame(VectorMath.Add, x, y, (a, b) => a + b);
        AssertSame(VectorMath.Multiply, x, y, (a, b) => a * b);
    }

    [Fact]
    public void Long_arrays_have_the_same_bits_on_any_number_of_threads()
    {
        float[] x = [.. Enumerable.Range(0, 100_003).Select(i => MathF.Sin(i) * 9)];
        var one = new float[x.Length];
        var many = new float[x.Length];
        using (With.Threads(1))
            Tanh(x, one);
        using (With.Threads(3))
            Tanh(x, many);
        Assert.True(one.AsSpan().SequenceEqual(many));
    }

    [Fact]
    public void Lengths_that_differ_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => VectorMath.Exp(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => VectorMath.Add(new float[4], new float[3], new float[4]));
    }

    internal static double NormalBelow(double x)
    {
        // Simpson's rule on the density from 0 to x.
        const int Steps = 400;
        double h = x / Steps;
        double sum = 0;
        for (int i = 0; i <= Steps; i++)
            sum += (i is 0 or Steps ? 1 : i % 2 == 1 ? 4 : 2) * Math.Exp(-0.5 * i * h * i * h);
        return 0.5 + (sum * h / 3 / Math.Sqrt(2 * Math.PI));
    }

    // The functions of the LSTM's gates, along an array.
    private static void Tanh(ReadOnlySpan<float> x, Span<float> result) => ElementLoop<TanhFunction>.Run(x, result);

    private static void Sigmoid(ReadOnlySpan<float> x, Span<float> result) =>
        ElementLoop<SigmoidFunction>.Run(x, result);

    private static float[] Inputs(float limit)
    {
        var random = new System.Random(5);
        return
        [
            .. Enumerable.Range(0, 2003).Select(
                i => (i % 3 == 0 ? 1 : i % 3 == 1 ? 0.05f : 1e-4f) * limit * ((2 * random.NextSingle()) - 1)),
        ];
    }

    private static void AssertClose(
        int width, Map map, Func<double, double> exact, float[] x, double units, double floor = 0)
    {
        using With setting = With.Width(width);
        var y = new float[x.Length];
        map(x, y);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = exact(x[i]);
            double unit = Math.Max(
                floor, MathF.BitIncrement(MathF.Abs((float)expected)) - (double)Math.Abs((float)expected));
            Assert.True(Math.Abs(y[i] - expected) <= units * unit, $"f({x[i]:R}) = {y[i]:R}, not {expected:R}");
        }
    }

    private static void AssertSlope(float[] x, Map2 slope, float[] known, Func<double, double> function)
    {
        const double Step = 1e-5;
        float[] g = [.. x.Select((_, i) => (i % 5) - 2.5f)];
        var result = new float[x.Length];
        slope(g, known, result);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = g[i] * (function(x[i] + Step) - function(x[i] - Step)) / (2 * Step);
            Assert.True(Math.Abs(result[i] - expected) < 3e-6, $"slope at {x[i]} is {result[i]}, not {expected}");
        }
    }

    private static void AssertSame(Map2 map, float[] x, float[] y, Func<float, float, float> exact)
    {
        var result = new float[x.Length];
        map(x, y, result);
        Assert.Equal(x.Zip(y, exact), result);
    }

    private readonly struct TanhFunction : IElementFunction
    {
        public static int Operands => 1;

        public static TVector Of<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, IFloatLanes<TVector>
            where TVector : struct => Elementary<TLanes, TVector>.Tanh(x);
    }

    private readonly struct SigmoidFunction : IElementFunction
    {
        public static int Operands => 1;

        public static TVector Of<TLanes, TVector>(TVector x, TVector y)
            where TLanes : struct, IFloatLanes<TVector>
            where TVector : struct => Elementary<TLanes, TVector>.Sigmoid(x);
    }
}
