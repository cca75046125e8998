using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Tests.Detection;

public sealed class AggregationTests
{
    private static readonly float[] Surprisals = [1, 2, 0.5f, 0.25f, 4, 0];

    [Fact]
    public void The_mean_is_over_flows() =>
        Assert.Equal(7.75 / 6, Aggregation.Score(Surprisals, 1, ScoreAggregation.Mean));

    [Fact]
    public void The_largest_is_that_of_one_flow() =>
        Assert.Equal(4, Aggregation.Score(Surprisals, 1, ScoreAggregation.Max));

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 3)]
    [InlineData(6, 7.75 / 6)]
    [InlineData(64, 7.75 / 6)]
    public void The_top_is_the_mean_of_the_largest_and_of_shorter_conversations_of_all(int top, double score) =>
        Assert.Equal(
            score,
            Aggregation.Score(
                Surprisals, 1,
                TestSpec.Of(ModelArchitecture.TokenFrequency) with
                {
                    Aggregate = ScoreAggregation.TopK, TopK = top,
                }), 1e-12);

    [Fact]
    public void The_top_agrees_with_sorting_on_any_flows()
    {
        var random = new Random(3);
        for (var trial = 0; trial < 200; trial++)
        {
            float[] surprisals = [.. Enumerable.Range(0, 1 + random.Next(40)).Select(_ => (float)random.Next(8))];
            var top = 1 + random.Next(10);
            Assert.Equal(
                surprisals.OrderDescending().Take(top).Average(one => (double)one),
                Aggregation.Score(surprisals, 1, ScoreAggregation.TopK, top), 1e-9);
        }
    }

    [Fact]
    public void Factors_of_a_flow_add_up_before_the_mean() =>
        Assert.Equal((3 + 0.75 + 4) / 3, Aggregation.Score(Surprisals, 2, ScoreAggregation.Mean));

    [Fact]
    public void Factors_of_a_flow_add_up_before_the_largest() =>
        Assert.Equal(4.25, Aggregation.Score(Surprisals, 3, ScoreAggregation.Max));

    [Fact]
    public void An_aggregation_beyond_the_enumeration_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Aggregation.Score(Surprisals, 1, (ScoreAggregation)9));
}
