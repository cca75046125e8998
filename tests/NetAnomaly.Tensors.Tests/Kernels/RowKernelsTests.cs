using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Kernels;

[Collection(KernelSettings.Name)]
public sealed class RowKernelsTests
{
    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Softmax_agrees_with_doubles_at_every_width_of_row(int width)
    {
        using With setting = With.Width(width);
        var random = new System.Random(3);
        for (int count = 1; count < 100; count++)
        {
            float[] x = [.. Enumerable.Range(0, count).Select(_ => (random.NextSingle() * 40) - 20)];
            double sum = x.Sum(v => Math.Exp(v));
            var y = new float[count];
            Assert.Equal(Math.Log(sum), RowKernels.Softmax(x, y), 1e-5);
            Assert.All(Enumerable.Range(0, count), i => Assert.Equal(Math.Exp(x[i]) / sum, y[i], 1e-6));
            var total = new float[1];
            CrossEntropyKernel.Totals(x, count, total);
            Assert.Equal(Math.Log(sum), total[0], 1e-5);
            CrossEntropyKernel.Gradient(x, count, [0], total, [3], [0.25f], [0], y);
            Assert.All(Enumerable.Range(0, count), i => Assert.Equal((3 * Math.Exp(x[i]) / sum) + 0.25, y[i], 1e-5));
        }
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Masked_elements_get_exactly_no_probability(int width)
    {
        using With setting = With.Width(width);
        float[] x = [.. Enumerable.Repeat(float.NegativeInfinity, 50)];
        x[37] = -1000;
        x[4] = -1000;
        var y = new float[50];
        RowKernels.Softmax(x, y);
        Assert.All(Enumerable.Range(0, 50), i => Assert.Equal(i is 4 or 37 ? 0.5f : 0, y[i]));
        x.AsSpan().Fill(float.NegativeInfinity);
        Assert.Equal(float.NegativeInfinity, RowKernels.Softmax(x, y));
        Assert.All(y, v => Assert.True(float.IsNaN(v)));
        Assert.Equal(float.NegativeInfinity, RowKernels.Softmax([], []));
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Large_numbers_do_not_overflow(int width)
    {
        using With setting = With.Width(width);
        float[] x = [.. Enumerable.Repeat(3e38f, 33)];
        var y = new float[33];
        RowKernels.Softmax(x, y);
        Assert.All(y, v => Assert.Equal(1f / 33, v, 1e-7f));
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Not_a_number_spoils_its_row(int width)
    {
        using With setting = With.Width(width);
        for (int at = 0; at < 40; at++)
        {
            var x = new float[40];
            x[at] = float.NaN;
            Assert.True(float.IsNaN(RowKernels.Softmax(x, new float[40])));
        }
    }

    [Theory]
    [MemberData(nameof(KernelSettings.Widths), MemberType = typeof(KernelSettings))]
    public void Sums_of_rows_agree_with_doubles(int width)
    {
        using With setting = With.Width(width);
        var random = new System.Random(4);
        foreach ((int rows, int columns) in new[] { (0, 5), (1, 1), (7, 33), (300, 512), (40, 100), (3000, 70) })
        {
            float[] x = [.. Enumerable.Range(0, rows * columns).Select(_ => random.NextSingle() - 0.5f)];
            foreach ((bool accumulate, bool weighted) in new[] { (false, false), (true, false), (true, true) })
            {
                float[] factors = weighted ? [.. x.Reverse()] : [];
                float[] one = [.. Enumerable.Repeat(0.75f, columns)];
                float[] many = [.. one];
                using (With.Threads(1))
                    RowKernels.SumRows(x, factors, rows, one, accumulate);
                using (With.Threads(3))
                    RowKernels.SumRows(x, factors, rows, many, accumulate);
                Assert.True(one.AsSpan().SequenceEqual(many));
                for (int j = 0; j < columns; j++)
                {
                    double sum = accumulate ? 0.75 : 0;
                    for (int i = 0; i < rows; i++)
                        sum += x[(i * columns) + j] * (weighted ? factors[(i * columns) + j] : 1.0);
                    Assert.Equal(sum, one[j], 1e-4);
                }
            }
        }
    }

    [Fact]
    public void Lengths_that_do_not_fit_are_rejected()
    {
        Assert.Throws<ArgumentException>(() => RowKernels.Softmax(new float[3], new float[4]));
        Assert.Throws<ArgumentException>(() => RowKernels.SumRows(new float[11], default, 3, new float[4], false));
    }
}
