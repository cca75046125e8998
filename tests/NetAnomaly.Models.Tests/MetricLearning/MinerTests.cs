using NetAnomaly.Models.Metric.Losses;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class MinerTests
{
    // Points 0, 1, 3 of one class and 2, 4.5 of another, on a line: distances are plain to see.
    private static readonly double[] Line = [0, 1, 3, 2, 4.5];
    private static readonly int[] Classes = [0, 0, 0, 1, 1];

    private static float[] Distances => [.. from a in Line from b in Line select (float)Math.Abs(a - b)];

    [Fact]
    public void Without_a_miner_every_pair_counts_but_no_row_with_itself()
    {
        var pairs = Miners.Mine(MetricMiner.None, Distances, Classes, 1);
        Assert.Equal((8, 12), (pairs.Positive.Count(mark => mark), pairs.Negative.Count(mark => mark)));
        Assert.All(
            Enumerable.Range(0, 5), row =>
                Assert.False(pairs.Positive[(row * 5) + row] || pairs.Negative[(row * 5) + row]));
    }

    [Fact]
    public void Rows_without_a_class_take_no_part()
    {
        var pairs = Miners.Mine(MetricMiner.None, Distances, [0, 0, -1, 1, -1], 1);
        Assert.Equal((2, 4), (pairs.Positive.Count(mark => mark), pairs.Negative.Count(mark => mark)));
    }

    [Fact]
    public void Batch_hard_takes_the_furthest_of_the_class_and_the_nearest_of_another() =>
        Assert.Equal(
            [(0, 2, 3), (1, 2, 3), (2, 0, 3), (3, 4, 1), (4, 3, 2)],
            Miners.Mine(MetricMiner.BatchHard, Distances, Classes, 1).Triplets!);

    [Fact]
    public void Semi_hard_takes_the_nearest_that_is_further_than_the_positive_by_less_than_the_margin() =>
        Assert.Equal(
            [(0, 1, 3), (0, 2, 4), (1, 2, 4), (4, 3, 1)],
            Miners.Mine(MetricMiner.SemiHard, Distances, Classes, 1.75).Triplets!);

    [Fact]
    public void Multi_similarity_keeps_pairs_that_are_not_yet_a_margin_better_than_the_worst_of_the_other_kind()
    {
        var pairs = Miners.Mine(MetricMiner.MultiSimilarity, Distances, Classes, 0.25);

        // Of 0: positives at 1 and 3, negatives at 2 and 4.5. 1 is not above 2 − .25, 3 is; 2 is below 3 + .25, 4.5 is
        // not.
        Assert.Equal([false, false, true, false, false], pairs.Positive[..5]);
        Assert.Equal([false, false, false, true, false], pairs.Negative[..5]);
    }
}
