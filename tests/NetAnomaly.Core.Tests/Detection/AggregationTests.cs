using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class AggregationTests
{
    private static readonly float[] Surprisals = [1, 2, 0.5f, 0.25f, 4, 0];

    [Fact]
    public void The_mean_is_over_flows() => Assert.Equal(7.75 / 6, Aggregation.Score(Surprisals, 1, ScoreAggregation.Mean));

    [Fact]
    public void The_largest_is_that_of_one_flow() => Assert.Equal(4, Aggregation.Score(Surprisals, 1, ScoreAggregation.Max));

    [Fact]
    public void Factors_of_a_flow_add_up_before_the_mean() => Assert.Equal((3 + 0.75 + 4) / 3, Aggregation.Score(Surprisals, 2, ScoreAggregation.Mean));

    [Fact]
    public void Factors_of_a_flow_add_up_before_the_largest() => Assert.Equal(4.25, Aggregation.Score(Surprisals, 3, ScoreAggregation.Max));

    [Fact]
    public void An_aggregation_beyond_the_enumeration_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Aggregation.Score(Surprisals, 1, (ScoreAggregation)9));
}
