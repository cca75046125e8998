using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests;

public class RandomTests
{
    // Known answers of the Random123 library (kat_vectors, philox 4x32, 10 rounds).
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x299f31d0a4093822UL, 0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void The_generator_gives_the_published_numbers(ulong key, ulong low, ulong high, uint w0, uint w1, uint w2, uint w3)
    {
        var words = new uint[4];
        Philox.Block(key, low, high, words);
        Assert.Equal([w0, w1, w2, w3], words);
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers_to_the_bit_on_any_thread()
    {
        float[] Draw()
        {
            manual_seed(42);
            using var model = Sequential(Linear(5, 7), ReLU(), Dropout(0.3), Linear(7, 2));
            return model.call(randn(4, 5)).data<float>().ToArray();
        }

        var here = Draw();
        float[] there = [];
        var thread = new Thread(() => there = Draw());
        thread.Start();
        thread.Join();
        Assert.Equal(here, there);
        manual_seed(43);
        Assert.NotEqual(here, randn(4, 2).data<float>().ToArray());
    }

    [Fact]
    public void Drawn_numbers_have_the_moments_asked_for()
    {
        using var generator = new Generator(5);
        var even = rand(100_000, generator: generator);
        Assert.InRange(even.min().ToSingle(), 0, 0.001f);
        Assert.InRange(even.max().ToSingle(), 0.999f, 0.99999994f);
        Assert.Equal(0.5, even.mean().ToDouble(), 0.005);
        Assert.Equal(1.0 / 12, even.var().ToDouble(), 0.002);
        var normal = randn(100_000, generator: generator);
        Assert.Equal(0, normal.mean().ToDouble(), 0.01);
        Assert.Equal(1, normal.std().ToDouble(), 0.01);
        var whole = randint(-2, 3, [100_000], generator: generator);
        for (var value = -2; value < 3; value++)
            Assert.Equal(20_000, whole.eq(value).sum().ToInt64(), 700.0);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), randperm(100, generator: generator).data<long>().ToArray().Order());
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
        Assert.Equal(1, Embedding(300, 30).weight.std().ToDouble(), 0.05);
        Assert.Equal(new float[30], Embedding(9, 30, padding_idx: -1).weight.select(0, 8).data<float>().ToArray());
        var trimmed = nn.init.trunc_normal_(empty(1000), std: 2, a: -3, b: 1);
        Assert.InRange(trimmed.min().ToSingle(), -3, -2);
        Assert.InRange(trimmed.max().ToSingle(), 0.5f, 1);
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
        Assert.InRange(weight.max().ToSingle(), 0.9f * bound, bound);
        Assert.InRange(weight.min().ToSingle(), -bound, -0.9f * bound);
    }
}
