using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class SubjectPerDayTests
{
    [Fact]
    public void The_rate_is_of_the_rarest_of_three_and_pays_for_the_choice()
    {
        var rates = new SubjectPerDay(new RunRate(2, 2), new RunRate(0.5, 0.5), new RunRate(4, 4), 3);
        Assert.Equal((1.5, false), (rates.PerDay, rates.IsOfDestination));
        Assert.Equal(-Math.Log(1.5), rates.Severity, 12);
    }

    [Fact]
    public void The_order_goes_by_rank_and_not_by_rate()
    {
        var rates = new SubjectPerDay(new RunRate(2, 2), new RunRate(1, 1), new RunRate(3, 0.1), 3);
        Assert.True(rates.IsOfDestination);
        Assert.Equal(3, rates.PerDay);
        Assert.Equal(-Math.Log(0.3), rates.Severity, 12);
    }
}
