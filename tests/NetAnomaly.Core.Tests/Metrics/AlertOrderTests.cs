using NetAnomaly.Core.Evaluation;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class AlertOrderTests
{
    [Fact]
    public void The_smaller_p_value_is_stranger_and_among_equal_ones_the_higher_score()
    {
        double[] ranks = [.. AlertOrder.Strangeness([0.5, 0.01, 0.01, 0.5], [9, 1, 2, 9])];

        Assert.True(ranks[2] > ranks[1]);
        Assert.True(ranks[1] > ranks[0]);
        Assert.Equal(ranks[0], ranks[3]);
    }

    [Fact]
    public void What_is_no_number_comes_last()
    {
        var ranks = AlertOrder.Strangeness([double.NaN, 1], [99, 0]);

        Assert.True(ranks[0] < ranks[1]);
    }
}
