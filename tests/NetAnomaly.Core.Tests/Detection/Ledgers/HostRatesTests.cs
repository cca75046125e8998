using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class HostRatesTests
{
    private static readonly RateScale Twelve = new(Enumerable.Range(1, 12).Select(i => (double)i), 2);

    [Fact]
    public void A_host_has_the_rate_of_the_rarest_of_its_pair_and_the_two_hosts()
    {
        var rates = new HostRates(Twelve, null).Of(Rate(2), Rate(9.5), Rate(4));
        Assert.Equal((9.5, false, 2.0), (rates.Severity, rates.IsOfDestination, rates.PerDay));
        Assert.Null(rates.PerDayOfKept);
        Assert.Null(rates.Least);
        Assert.Equal(2, rates.Days);
    }

    [Fact]
    public void The_host_that_was_called_is_charged_where_it_is_the_rarest()
    {
        Assert.True(new HostRates(Twelve, null).Of(Rate(2), Rate(1), Rate(4)).IsOfDestination);
        Assert.False(new HostRates(Twelve, null).Of(Rate(4), Rate(1), Rate(4)).IsOfDestination);
    }

    [Fact]
    public void What_training_kept_has_a_scale_of_its_own()
    {
        var rates = new HostRates(Twelve, new RateScale(Enumerable.Range(0, 11).Select(i => i / 2.0), 4))
            .Of(new RunRate(Math.Exp(-3), Math.Exp(-4)), RunRate.None, RunRate.None);
        Assert.Equal((11 / 2.0, 1.0), (rates.PerDay, rates.PerDayOfKept));
    }

    [Fact]
    public void Beyond_all_hosts_the_scale_says_how_little_it_can_tell() =>
        Assert.Equal(1 / 26.0, new HostRates(Twelve, null).Of(Rate(13), Rate(1), Rate(1)).Least);

    [Fact]
    public void A_scale_of_fewer_than_ten_hosts_tells_of_nothing_rarer_than_ten() =>
        Assert.Equal(
            10 / 2.0, new HostRates(new RateScale([1, 2], 2), null).Of(Rate(0.5), Rate(0), Rate(0)).Least);

    private static RunRate Rate(double severity) => new(Math.Exp(-severity), Math.Exp(-severity));
}
