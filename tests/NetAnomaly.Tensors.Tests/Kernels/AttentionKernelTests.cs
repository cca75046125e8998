using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class AttentionKernelTests
{
    private const float Scale = 0.3f;

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Softmax_of_scaled_and_masked_scores_agrees_with_doubles(int width)
    {
        using With setting = With.Width(width);
        foreach (int keys in new[] { 1, 5, 16, 19, 32, 50 })
        {
            float[] scores = Fill(3 * keys, 1);
            float[] bias = Fill(3 * keys, 2);
            bias[0] = keys > 1 ? float.NegativeInfinity : 0;
            bias.AsSpan(2 * keys).Fill(float.NegativeInfinity);
            float[] found = [.. scores];
            AttentionKernel.Softmax(found, keys, Scale, bias);
            for (int row = 0; row < 3; row++)
            {
                double[] terms =
                [
                    .. Enumerable.Range(row * keys, keys).Select(i => Math.Exp((scores[i] * (double)Scale) + bias[i])),
                ];
                for (int k = 0; k < keys; k++)
                    Assert.Equal(row == 2 ? 0 : terms[k] / terms.Sum(), found[(row * keys) + k], 1e-6);
            }
        }
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void The_gradient_through_softmax_agrees_with_doubles(int width)
    {
        using With setting = With.Width(width);
        foreach (int keys in new[] { 1, 5, 16, 19, 32, 50 })
        {
            float[] weights = Fill(2 * keys, 3);
            float[] gradient = Fill(2 * keys, 4);
            float[] found = [.. gradient];
            AttentionKernel.Gradient(weights, found, keys, Scale);
            for (int i = 0; i < found.Length; i++)
            {
                int start = i / keys * keys;
                double along = Enumerable.Range(start, keys).Sum(j => (double)weights[j] * gradient[j]);
                Assert.Equal(Scale * weights[i] * (gradient[i] - along), found[i], 1e-5);
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => AttentionKernel.Softmax(new float[7], 2, 1, default));
        Assert.Throws<ArgumentException>(() => AttentionKernel.Softmax(new float[8], 2, 1, new float[7]));
        Assert.Throws<ArgumentException>(() => AttentionKernel.Gradient(new float[8], new float[6], 2, 1));
    }

    private static float[] Fill(int count, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 4) - 2)];
    }
}
