using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class AdamKernelTests
{
    public static TheoryData<int, bool> Cases { get; } = new(
        from width in new[] { 32, 128, 256, 512 }
        from decoupled in new[] { false, true }
        select (width, decoupled));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Steps_follow_the_published_algorithm(int width, bool decoupled)
    {
        using With setting = With.Width(width);
        var random = new System.Random(6);
        const int Count = 1003;
        float[] p = [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle() - 0.5f)];
        double[] exact = [.. p.Select(v => (double)v)];
        var m = new float[Count];
        var v = new float[Count];
        var exactM = new double[Count];
        var exactV = new double[Count];
        const double Rate = 3e-3, Decay = 0.1, Beta1 = 0.9, Beta2 = 0.999;
        for (int step = 1; step <= 5; step++)
        {
            float[] g = [.. Enumerable.Range(0, Count).Select(_ => random.NextSingle() - 0.5f)];
            AdamKernel.Step(
                new AdamNumbers(
                    (float)Beta1, (float)Beta2, (float)(1 - Beta1), (float)(1 - Beta2), decoupled
                        ? 0
                        : (float)Decay, decoupled ? (float)(1 - (Rate * Decay)) : 1,
                    (float)Math.Sqrt(1 - Math.Pow(Beta2, step)), 1e-8f, (float)(Rate / (1 - Math.Pow(Beta1, step))), 0),
                p, g, m, v);
            for (int i = 0; i < Count; i++)
            {
                double gradient = g[i] + (decoupled ? 0 : Decay * exact[i]);
                if (decoupled)
                    exact[i] -= Rate * Decay * exact[i];
                exactM[i] = (Beta1 * exactM[i]) + ((1 - Beta1) * gradient);
                exactV[i] = (Beta2 * exactV[i]) + ((1 - Beta2) * gradient * gradient);
                exact[i] -= Rate * (exactM[i] / (1 - Math.Pow(Beta1, step)))
                    / (Math.Sqrt(exactV[i] / (1 - Math.Pow(Beta2, step))) + 1e-8);
                Assert.Equal(exact[i], p[i], 1e-6);
            }
        }
    }

    [Fact]
    public void Lengths_that_differ_are_rejected() =>
        Assert.Throws<ArgumentException>(
            () => AdamKernel.Step(default, new float[3], new float[3], new float[3], new float[2]));
}
