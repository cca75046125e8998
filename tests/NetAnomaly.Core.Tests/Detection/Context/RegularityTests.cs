using NetAnomaly.Core.Datasets;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Detection.Context;

public sealed class RegularityTests
{
    [Fact]
    public void Even_intervals_are_more_regular_than_uneven_ones()
    {
        var random = new Random(3);
        var even = Regularity.Of(Every(30, () => 60 + random.NextDouble()));
        var uneven = Regularity.Of(Every(30, () => 120 * random.NextDouble()));
        Assert.True(even > uneven + 2, $"{even} {uneven}");
    }

    [Fact]
    public void A_clock_has_the_greatest_regularity() =>
        Assert.Equal(-Math.Log(1e-3), Regularity.Of(Every(20, () => 60)), 4);

    [Fact]
    public void Eight_flows_more_than_a_second_apart_tell_the_variation_of_their_intervals()
    {
        // The first interval leads to the first flow and counts no more: 50 and 70 s by turns and 60 s, mean 60.
        var intervals = new Queue<double>([0, 50, 70, 50, 70, 50, 70, 60]);
        Assert.Equal(-Math.Log(Math.Sqrt(600 / 6.0) / 60), Regularity.Of(Every(8, intervals.Dequeue)), 5);
    }

    [Theory]
    [InlineData(7, 60)]
    [InlineData(8, 1)]
    [InlineData(100, 0.5)]
    public void Few_flows_and_bursts_tell_nothing(int flows, double seconds) =>
        Assert.Equal(Regularity.None, Regularity.Of(Every(flows, () => seconds)));

    private static FlowRecord[] Every(int count, Func<double> interval)
    {
        var time = At("10:00");
        return [.. Enumerable.Range(0, count).Select(_ => Flow() with { Start = time = time.AddSeconds(interval()) })];
    }
}
