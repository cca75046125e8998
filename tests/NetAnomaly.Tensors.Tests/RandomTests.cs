using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests;

public class RandomTests
{
    // Known answers of the Random123 library (kat_vectors, philox 4x32, 10 rounds).
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u,
        0x24126ea1u)]
    public void The_generator_gives_the_published_numbers(
        ulong key, ulong low, ulong high, uint w0, uint w1, uint w2, uint w3)
    {
        var words = new uint[4];
        Philox.Block(key, low, high, words);
        Assert.Equal([w0, w1, w2, w3], words);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_to_the_bit_on_any_thread()
    {
        static float[] Draw(int seed)
        {
            manual_seed(seed);
            using var linear = Linear(5, 7);
            using var dropout = Dropout(0.3);
            return dropout.call(linear.call(empty(4, 5).normal_())).data<float>().ToArray();
        }

        var here = Draw(42);
        float[] there = [];
        var thread = new Thread(() => there = Draw(42));
        thread.Start();
        thread.Join();
        Assert.Equal(here, there);
        Assert.NotEqual(here, Draw(43));
    }

    [Fact]
    public void Drawn_numbers_have_the_moments_asked_for()
    {
        using var generator = new Generator(5);
        var even = empty(100_000).uniform_(0, 1, generator).data<float>().ToArray();
        Assert.InRange(even.Min(), 0, 0.001f);
        Assert.InRange(even.Max(), 0.999f, 0.99999994f);
        Assert.Equal(0.5, even.Average(), 0.005);
        Assert.Equal(1.0 / 12, Variance(even), 0.002);
        var normal = empty(100_000).normal_(0, 1, generator).data<float>().ToArray();
        Assert.Equal(0, normal.Average(), 0.01);
        Assert.Equal(1, Variance(normal), 0.02);
    }

    [Fact]
    public void Modules_start_within_the_bounds_that_PyTorch_uses()
    {
        manual_seed(1);
        Between(Linear(100, 50).weight, 0.1f);
        Between(Linear(100, 50).bias!, 0.1f);
        Between(Conv1d(10, 50, 10).weight, 0.1f);
        Between(LSTM(7, 100).parameters().First(), 0.1f);
        Between(MultiheadAttention(64, 4).parameters().First(), (float)Math.Sqrt(6.0 / (4 * 64)));
        Assert.Equal(1, Variance(Embedding(300, 30).weight.data<float>().ToArray()), 0.1);
        Assert.Equal(new float[30], Embedding(9, 30, padding_idx: -1).weight.select(0, 8).data<float>().ToArray());
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.1)]
    [InlineData(1)]
    public void A_dropout_mask_uses_the_numbers_of_the_stream_in_order(double p)
    {
        var (blocks, singles) = (new Philox(9), new Philox(9));
        blocks.NextUInt32();
        singles.NextUInt32();
        foreach (var length in new[] { 1, 2, 11, 0, 4, 7 })
        {
            var mask = new float[length];
            blocks.FillDropoutMask(mask, p);
            Assert.All(mask, m => Assert.Equal(singles.NextSingle() < (float)p, m == 0));
        }
        Assert.Equal(singles.NextUInt32(), blocks.NextUInt32());
    }

    private static void Between(Tensor weight, float bound)
    {
        var values = weight.data<float>().ToArray();
        Assert.InRange(values.Max(), 0.9f * bound, bound);
        Assert.InRange(values.Min(), -bound, -0.9f * bound);
    }

    private static double Variance(float[] values)
    {
        var mean = values.Average(value => (double)value);
        return values.Average(value => (value - mean) * (value - mean));
    }
}
