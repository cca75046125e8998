using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class RankingMetricsTests
{
    // From scikit-learn 1.2.1:
    //   from sklearn.metrics import roc_auc_score, average_precision_score
    //   y = [0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 1, 0]
    //   s = [.1, .4, .35, .8, .4, .4, .2, .9, .8, .05, .35, .6]
    //   roc_auc_score(y, s), average_precision_score(y, s)
    private static readonly double[] KnownScores = [.1, .4, .35, .8, .4, .4, .2, .9, .8, .05, .35, .6];
    private static readonly bool[] KnownTruth =
    [
        false, true, false, true, true, false, false, true, false, false, true, false,
    ];

    [Fact]
    public void The_area_under_the_curve_is_scikit_learns() =>
        Assert.Equal(0.7428571428571429, RankingMetrics.RocAuc(KnownScores, KnownTruth), 1e-15);

    [Fact]
    public void The_average_precision_is_scikit_learns() =>
        Assert.Equal(0.673015873015873, RankingMetrics.AveragePrecision(KnownScores, KnownTruth), 1e-15);

    [Fact]
    public void A_perfect_ranking_is_one_and_its_reverse_none()
    {
        bool[] truth = [true, true, false, false];
        Assert.Equal(1, RankingMetrics.RocAuc([4, 3, 2, 1], truth));
        Assert.Equal(1, RankingMetrics.AveragePrecision([4, 3, 2, 1], truth));
        Assert.Equal(0, RankingMetrics.RocAuc([1, 2, 3, 4], truth));
        Assert.Equal(((1.0 / 3) + (2.0 / 4)) / 2, RankingMetrics.AveragePrecision([1, 2, 3, 4], truth), 1e-15);
    }

    [Fact]
    public void Scores_that_are_all_equal_rank_by_chance()
    {
        Assert.Equal(0.5, RankingMetrics.RocAuc([7, 7, 7, 7], [true, false, false, false]));
        Assert.Equal(0.25, RankingMetrics.AveragePrecision([7, 7, 7, 7], [true, false, false, false]));
    }

    [Fact]
    public void Ties_count_half_in_the_area()
    {
        // Pairs: 3 over 2, 3 over 1, 2 tied with 2, 2 over 1.
        Assert.Equal(3.5 / 4, RankingMetrics.RocAuc([3, 2, 2, 1], [true, true, false, false]));
    }

    [Fact]
    public void Both_metrics_hold_to_their_definitions_on_data_with_ties()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 200; trial++)
        {
            var scores = Enumerable.Range(0, random.Next(2, 40)).Select(_ => (double)random.Next(6)).ToArray();
            var truth = scores.Select(score => random.Next(8) < score + 1).ToArray();
            if (truth.All(anomalous => anomalous) || !truth.Contains(true)) continue;
            Assert.Equal(PairwiseAuc(scores, truth), RankingMetrics.RocAuc(scores, truth), 1e-12);
            Assert.Equal(StepwisePrecision(scores, truth), RankingMetrics.AveragePrecision(scores, truth), 1e-12);
        }
    }

    [Fact]
    public void The_order_of_the_input_does_not_matter()
    {
        var order = Enumerable.Range(0, KnownScores.Length).ToArray();
        new Random(3).Shuffle(order);
        double[] scores = [.. order.Select(at => KnownScores[at])];
        bool[] truth = [.. order.Select(at => KnownTruth[at])];
        Assert.Equal(RankingMetrics.RocAuc(KnownScores, KnownTruth), RankingMetrics.RocAuc(scores, truth));
        Assert.Equal(
            RankingMetrics.AveragePrecision(KnownScores, KnownTruth), RankingMetrics.AveragePrecision(scores, truth));
        for (var k = 1; k <= 12; k++)
            Assert.Equal(
                RankingMetrics.PrecisionAt(k, KnownScores, KnownTruth), RankingMetrics.PrecisionAt(k, scores, truth));
    }

    [Fact]
    public void A_class_that_is_empty_leaves_no_number()
    {
        Assert.Equal(double.NaN, RankingMetrics.RocAuc([1, 2], [false, false]));
        Assert.Equal(double.NaN, RankingMetrics.RocAuc([1, 2], [true, true]));
        Assert.Equal(double.NaN, RankingMetrics.AveragePrecision([1, 2], [false, false]));
        Assert.Equal(1, RankingMetrics.AveragePrecision([1, 2], [true, true]));
        Assert.Equal(double.NaN, RankingMetrics.RocAuc([], []));
        Assert.Equal(double.NaN, RankingMetrics.PrecisionAt(5, [], []));
    }

    [Theory]
    [InlineData(1, 1.0)] // .9
    [InlineData(2, 1.5 / 2)] // and half of the two at .8
    [InlineData(3, 2.0 / 3)]
    [InlineData(4, 2.0 / 4)] // .6
    [InlineData(5, (2 + (2.0 / 3)) / 5)] // a third of the three at .4
    [InlineData(7, 4.0 / 7)]
    [InlineData(12, 5.0 / 12)]
    [InlineData(100, 5.0 / 12)]
    public void Precision_at_k_shares_ties_at_the_edge(int k, double precision) =>
        Assert.Equal(precision, RankingMetrics.PrecisionAt(k, KnownScores, KnownTruth), 1e-12);

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void Precision_at_none_is_no_number(int k) =>
        Assert.Equal(double.NaN, RankingMetrics.PrecisionAt(k, KnownScores, KnownTruth));

    [Fact]
    public void A_score_that_is_not_a_number_ranks_last() =>
        Assert.Equal(1, RankingMetrics.RocAuc([double.NaN, 1, double.NegativeInfinity], [false, true, true]));

    [Fact]
    public void Infinite_scores_rank_first() =>
        Assert.Equal(1, RankingMetrics.RocAuc([double.PositiveInfinity, 1], [true, false]));

    [Fact]
    public void As_many_truths_as_scores_are_needed()
    {
        Assert.Throws<ArgumentException>(() => RankingMetrics.RocAuc([1, 2], [true]));
        Assert.Throws<ArgumentException>(() => RankingMetrics.AveragePrecision([1, 2], [true]));
        Assert.Throws<ArgumentException>(() => RankingMetrics.PrecisionAt(1, [1, 2], [true]));
    }

    // Share of all pairs of an anomalous and a normal case where the anomalous one scores higher, ties half.
    private static double PairwiseAuc(double[] scores, bool[] truth)
    {
        double won = 0, pairs = 0;
        for (var anomalous = 0; anomalous < scores.Length; anomalous++)
        {
            for (var normal = 0; normal < scores.Length; normal++)
            {
                if (!truth[anomalous] || truth[normal]) continue;
                pairs++;
                won += scores[anomalous] > scores[normal] ? 1 : scores[anomalous] == scores[normal] ? 0.5 : 0;
            }
        }

        return won / pairs;
    }

    // Sum over the distinct thresholds, from the highest, of the recall gained times the precision there.
    private static double StepwisePrecision(double[] scores, bool[] truth)
    {
        double sum = 0, recallBefore = 0, all = truth.Count(anomalous => anomalous);
        foreach (var threshold in scores.Distinct().OrderDescending())
        {
            double called = scores.Count(score => score >= threshold), hits = scores.Where(
                (score, at) => score >= threshold && truth[at]).Count();
            sum += ((hits / all) - recallBefore) * (hits / called);
            recallBefore = hits / all;
        }

        return sum;
    }
}
