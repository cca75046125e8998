using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class RateScaleTests
{
    [Fact]
    public void Runs_at_or_above_are_counted_with_one_that_was_not_seen()
    {
        var rates = new RateScale([3, 1, 2, 4], 2);
        Assert.Equal([2.5, 2.5, 1.5, 1], new double[] { 0, 1, 2.5, 4 }.Select(rates.PerDay));
    }

    [Fact]
    public void Beyond_the_strongest_the_rate_falls_to_one_in_as_many_again()
    {
        var rates = new RateScale([1, 2, 3, 4], 2);
        Assert.Equal(0.5 * (0.2 + (0.8 * Math.Exp(-1))), rates.PerDay(6), 12);
        Assert.Equal(0.1, rates.PerDay(1e6), 12);
        Assert.True(rates.PerDay(5) < 0.5 && rates.PerDay(5) > rates.PerDay(6));
    }

    [Fact]
    public void Of_many_runs_the_strongest_tell_how_fast_it_falls()
    {
        // The ten strongest of 100 lie 0 to 90 above the least of them: 45.
        var rates = new RateScale([.. Enumerable.Range(1, 100).Select(i => 10.0 * i)], 1);
        var least = 1 / 101.0;
        Assert.Equal(least + ((1 - least) * Math.Exp(-2)), rates.PerDay(1090), 12);
    }

    [Fact]
    public void Where_no_run_was_seen_one_is_assumed() => Assert.Equal(0.25, new RateScale([], 4).PerDay(100));

    [Fact]
    public void Two_or_three_ways_of_reading_are_paid_for()
    {
        var (sum, peak, mass) = (new RateScale([2], 1), new RateScale([3], 1), new RateScale([1], 1));
        var state = new Core.Detection.SubjectState { Peak = 1, Strongest = 3, Mass = Math.E - 1 };
        Assert.Equal(Math.Min(2 * 4 / 3.0, 4 * 2), new SubjectRates(sum, peak, null).PerDay(state), 12);
        Assert.Equal(Math.Min(2 * 2, 4 * 2), new SubjectRates(sum, peak, mass).PerDay(state), 12);
        state.Strongest = 60;
        Assert.Equal(
            Math.Min(4.0 / 3 * 2, 4 * peak.PerDay(60)), new SubjectRates(sum, peak, null).PerDay(state), 12);
        Assert.Equal(1, SubjectRates.Strength(Math.E - 1), 12);
    }

    [Fact]
    public void Keys_are_numbered_as_they_come()
    {
        var index = new KeyIndex();
        Assert.Equal([0, 1, 0, 2], new long[] { 7, -3, 7, 0 }.Select(index.Add));
        Assert.Equal((3, 1, -1), (index.Count, index.Find(-3), index.Find(8)));
        Assert.Equal([7L, -3, 0], index.Keys);
        Assert.True(index.IsDistinct);
        Assert.Equal(2, new KeyIndex([5, 9, 4]).Find(4));
        Assert.False(new KeyIndex([5, 5]).IsDistinct);
    }

    [Theory]
    [InlineData(9, 5)]
    [InlineData(19, 0.025)]
    public void Few_runs_tell_of_nothing_rarer_than_ten(int runs, double least) =>
        Assert.Equal(
            least, new RateScale(Enumerable.Range(1, runs).Select(i => (double)i), 2).Least(runs + 1)!.Value, 12);

    [Fact]
    public void A_run_that_was_counted_is_compared_with_the_others()
    {
        var rates = new RateScale([3, 1, 2, 4], 2);
        Assert.Equal([2, 1.5, 1], new double[] { 1, 2, 3 }.Select(rates.PerDayOfOwn));
        Assert.Equal(new RateScale([3, 1, 2], 2).PerDay(4), rates.PerDayOfOwn(4), 12);
        Assert.Equal(0.5, new RateScale([3], 2).PerDayOfOwn(3));
    }
}
