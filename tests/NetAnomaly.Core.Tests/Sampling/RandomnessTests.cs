using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Sampling;

public sealed class RandomnessTests
{
    [Fact]
    public void Exponential_and_logarithm_agree_with_the_platform()
    {
        for (var x = -40.0; x <= 40; x += 0.37)
        {
            var expected = Math.Exp(x);
            Assert.InRange(PortableMath.Exp(x) / expected, 1 - 1e-13, 1 + 1e-13);
            Assert.InRange(PortableMath.Log(expected) - x, -1e-12, 1e-12);
        }
    }

    [Fact]
    public void Draws_have_the_moments_they_promise()
    {
        var random = new CounterRandom(5, RandomStream.Plan);
        const int count = 200_000;
        double unit = 0, normal = 0, square = 0, exponential = 0, whole = 0;
        for (var i = 0; i < count; i++)
        {
            unit += random.NextUnit();
            var draw = random.Normal();
            normal += draw;
            square += draw * draw;
            exponential += random.Exponential();
            whole += random.Whole(-2, 5);
        }

        Assert.InRange(unit / count, 0.497, 0.503);
        Assert.InRange(normal / count, -0.01, 0.01);
        Assert.InRange(square / count, 0.985, 1.015);
        Assert.InRange(exponential / count, 0.985, 1.015);
        Assert.InRange(whole / count, 1.47, 1.53);
    }

    [Fact]
    public void Whole_numbers_reach_both_ends_and_nothing_else()
    {
        var random = new CounterRandom(1, RandomStream.Plan);
        var drawn = Enumerable.Range(0, 1000).Select(_ => random.Whole(3, 7)).ToHashSet();

        Assert.Equal([3, 4, 5, 6, 7], drawn.Order());
    }

    [Fact]
    public void Streams_with_other_keys_differ_and_the_same_key_begins_anew()
    {
        var first = new CounterRandom(1, RandomStream.Plan, 2, 3).NextBits();

        Assert.Equal(first, new CounterRandom(1, RandomStream.Plan, 2, 3).NextBits());
        Assert.NotEqual(first, new CounterRandom(1, RandomStream.Plan, 3, 2).NextBits());
        Assert.NotEqual(first, new CounterRandom(2, RandomStream.Plan, 2, 3).NextBits());
        Assert.NotEqual(first, new CounterRandom(1, RandomStream.Office, 2, 3).NextBits());
    }
}
