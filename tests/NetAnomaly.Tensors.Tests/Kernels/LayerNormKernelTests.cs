using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class LayerNormKernelTests
{
    private const float Epsilon = 1e-5f;

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Rows_and_their_gradients_agree_with_doubles(int width)
    {
        using With setting = With.Width(width);
        foreach (int columns in new[] { 1, 3, 16, 37, 128 })
        {
            const int Rows = 5;
            float[] x = Fill(Rows * columns, 1), weight =
                Fill(columns, 2), bias = Fill(columns, 3), gradient = Fill(Rows * columns, 4);
            float[] normal = new float[x.Length], result =
                new float[x.Length], scales = new float[Rows], given = new float[x.Length];
            LayerNormKernel.Forward(x, default, weight, bias, columns, Epsilon, normal, scales, result);
            LayerNormKernel.Backward(gradient, normal, scales, weight, columns, given);
            for (int row = 0; row < Rows; row++)
            {
                double[] own = [.. x.Skip(row * columns).Take(columns).Select(v => (double)v)];
                double mean = own.Average();
                double scale = 1 / Math.Sqrt(own.Average(v => (v - mean) * (v - mean)) + Epsilon);
                double[] inner =
                [
                    .. Enumerable.Range(0, columns).Select(j => (double)gradient[(row * columns) + j] * weight[j]),
                ];
                double along = Enumerable.Range(0, columns).Average(j => inner[j] * (own[j] - mean) * scale);
                Assert.Equal(scale, scales[row], 1e-4 * scale);
                for (int j = 0; j < columns; j++)
                {
                    double n = (own[j] - mean) * scale;
                    Assert.Equal((n * weight[j]) + bias[j], result[(row * columns) + j], 1e-4);
                    Assert.Equal(
                        scale * (inner[j] - inner.Average() - (n * along)), given[(row * columns) + j],
                        1e-4 * (1 + scale));
                }
            }
        }
    }

    [Fact]
    public void Without_weight_and_bias_the_result_is_the_normal_row()
    {
        float[] x = Fill(40, 5), normal = new float[40], result = new float[40];
        LayerNormKernel.Forward(x, default, default, default, 20, Epsilon, normal, new float[2], result);
        Assert.Equal(normal, result);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_sum_is_normalised_as_if_it_had_been_computed_before(bool inPlace)
    {
        float[] x = Fill(111, 6), addend = Fill(111, 7), weight = Fill(37, 8), bias = Fill(37, 9);
        float[] sum = [.. x.Zip(addend, (a, b) => a + b)];
        float[] expected =
            new float[111], result = new float[111], scales = new float[3], expectedScales = new float[3];
        LayerNormKernel.Forward(sum, default, weight, bias, 37, Epsilon, new float[111], expectedScales, expected);
        LayerNormKernel.Forward(
            x, addend, weight, bias, 37, Epsilon, inPlace ? result : new float[111], scales, result);
        Assert.Equal(expected, result);
        Assert.Equal(expectedScales, scales);
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_rejected()
    {
        Assert.Throws<ArgumentException>(
            () => LayerNormKernel.Forward(
                new float[8], new float[7], default, default, 4, 0, new float[8], new float[2], new float[8]));
        Assert.Throws<ArgumentException>(
            () => LayerNormKernel.Forward(
                new float[7], default, default, default, 4, 0, new float[8], new float[2], new float[8]));
        Assert.Throws<ArgumentException>(
            () => LayerNormKernel.Backward(new float[8], new float[8], new float[2], new float[3], 4, new float[8]));
    }

    private static float[] Fill(int count, int seed)
    {
        var random = new System.Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 2) - 1)];
    }
}
