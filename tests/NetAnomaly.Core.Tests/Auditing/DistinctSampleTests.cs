using System.Runtime.CompilerServices;
using NetAnomaly.Core.Auditing;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Tests.Auditing;

public sealed class DistinctSampleTests
{
    [Fact]
    public void Few_keys_are_all_kept()
    {
        var sample = Fill(1000, most: 1000);

        Assert.True(sample.IsExact);
        Assert.Equal(1000, sample.Values.Count());
    }

    [Fact]
    public void Of_many_a_bounded_fair_sample_stays()
    {
        var sample = Fill(100_000, most: 4096);

        Assert.False(sample.IsExact);
        Assert.InRange(sample.Values.Count(), 1, 4096);
        Assert.InRange(sample.Values.Count() * sample.Scale, 90_000, 110_000);
    }

    [Fact]
    public void What_belongs_to_a_kept_key_is_counted_whole()
    {
        var sample = new DistinctSample<int>(64);
        for (var round = 0; round < 3; round++) Count(sample, 10_000);

        Assert.All(sample.Values, count => Assert.Equal(3, count));
    }

    private static DistinctSample<int> Fill(int keys, int most)
    {
        var sample = new DistinctSample<int>(most);
        Count(sample, keys);
        return sample;
    }

    private static void Count(DistinctSample<int> sample, int keys)
    {
        for (var key = 1; key <= keys; key++)
        {
            ref var count = ref sample.Of(StableHash.OfPair(key, 0));
            if (!Unsafe.IsNullRef(ref count)) count++;
        }
    }
}
