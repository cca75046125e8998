using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Scoring;

public sealed class CalibrationTests
{
    private static Calibration Nine => Calibration.Of([3, 1, 2, 2, 5, 1, 2, 4, 1]);

    [Theory]
    [InlineData(0.5, 10.0 / 10)]
    [InlineData(1, 10.0 / 10)]
    [InlineData(1.5, 7.0 / 10)]
    [InlineData(2, 7.0 / 10)]
    [InlineData(2.5, 4.0 / 10)]
    [InlineData(3, 4.0 / 10)]
    [InlineData(4, 3.0 / 10)]
    [InlineData(5, 2.0 / 10)]
    [InlineData(5.0000001, 2.0 / 10)] // as near to 5 as another engine's 5
    [InlineData(5.001, 1.0 / 10)]
    public void A_p_value_is_the_share_of_scores_at_least_as_high_itself_counted(double score, double pValue) =>
        Assert.Equal(pValue, Nine.PValue(score));

    [Fact]
    public void A_p_value_is_never_below_one_in_n_plus_one()
    {
        Assert.Equal(0.1, Nine.PValue(double.PositiveInfinity));
        Assert.Equal(
            1.0 / 1001, Calibration.Of(Enumerable.Range(0, 1000).Select(score => (double)score)).PValue(1e300));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1 / 4.0)]
    [InlineData(13, 1 / 14.0 / 14)]
    [InlineData(2_000, 1 / 2001.0 / 2001)]
    [InlineData(2_000_000, 1e-6 / 2_000_001)]
    public void The_smallest_p_value_of_a_tail_falls_with_the_square_of_what_was_counted(int size, double smallest)
    {
        var calibration = Calibration.WithUnitTail(Enumerable.Range(0, size).Select(score => (double)score), 0);
        Assert.Equal(smallest, calibration.Smallest, smallest * 1e-9);
        Assert.Equal(smallest, calibration.Evaluate(1e9).Value, smallest * 1e-9);
        Assert.Equal(smallest, calibration.Evaluate(0.5).Smallest, smallest * 1e-9);
    }

    [Fact]
    public void Without_a_tail_the_smallest_p_value_is_what_counting_gives()
    {
        Assert.Equal(0.1, Nine.Smallest);
        Assert.Equal(0.1, Nine.Evaluate(2).SmallestConservative);
        Assert.Equal(
            0.1, Calibration.WithUnitTail(Nine.Scores.Concat([6.0, 7, 8, 9]), 0).Evaluate(99).SmallestConservative);
    }

    [Fact]
    public void A_score_that_is_no_number_is_nothing_strange() => Assert.Equal(1, Nine.PValue(double.NaN));

    [Fact]
    public void A_calibration_on_nothing_finds_nothing_strange()
    {
        var empty = Calibration.Of([]);
        Assert.Equal(0, empty.Size);
        Assert.Equal(1, empty.PValue(100));
    }

    [Fact]
    public void Equal_scores_are_kept_once_with_their_count()
    {
        Assert.Equal([1d, 2, 3, 4, 5], Nine.Scores);
        Assert.Equal([3, 3, 1, 1, 1], Nine.Counts);
        Assert.Equal(9, Nine.Size);
    }

    [Fact]
    public void Scores_that_are_not_finite_are_left_out() =>
        Assert.Equal(2, Calibration.Of([1, double.NaN, double.PositiveInfinity, 2, double.NegativeInfinity]).Size);

    [Fact]
    public void It_agrees_with_counting_on_any_scores()
    {
        var random = new Random(5);
        double[] scores = [.. Enumerable.Range(0, 500).Select(_ => Math.Round(random.NextDouble(), 2))];
        var calibration = Calibration.Of(scores);
        for (var score = -0.1; score < 1.1; score += 0.013)
        {
            Assert.Equal(
                (1.0 + scores.Count(other => other >= Calibration.Least(score))) / 501, calibration.PValue(score));
        }
    }

    [Fact]
    public void On_exchangeable_data_p_values_are_uniform()
    {
        // A new draw of 99 calibration scores and one more for each trial: p takes 0.01, 0.02 … 1, each as likely.
        // 4,000 trials have a standard deviation of at most 0.008 on a share; four of them are allowed.
        var random = new Random(2005);
        double[] pValues = [.. Enumerable.Range(0, 4_000).Select(_ =>
        {
            var calibration = Calibration.Of(Enumerable.Range(0, 99).Select(_ => -Math.Log(1 - random.NextDouble())));
            return calibration.PValue(-Math.Log(1 - random.NextDouble()));
        })];
        foreach (var level in new[] { 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9 })
        {
            Assert.InRange(pValues.Count(pValue => pValue <= level + 1e-12) / 4_000.0, level - 0.032, level + 0.032);
        }

        Assert.InRange(pValues.Count(pValue => pValue <= 0.01 + 1e-12) / 4_000.0, 0.01 - 0.0063, 0.01 + 0.0063);
    }

    [Fact]
    public void Ties_make_p_values_larger_never_smaller()
    {
        var random = new Random(2006);
        var alarms = Enumerable.Range(0, 4_000).Count(_ =>
            Calibration.Of(Enumerable.Range(0, 99).Select(_ => (double)random.Next(20)))
                .PValue(random.Next(20)) <= 0.1);
        Assert.InRange(alarms / 4_000.0, 0, 0.1 + 0.019);
    }

    [Fact]
    public void Parts_that_do_not_fit_are_refused()
    {
        Assert.Throws<InvalidDataException>(() => new Calibration([1, 2], [1]));
        Assert.Throws<InvalidDataException>(() => new Calibration([2, 1], [1, 1]));
        Assert.Throws<InvalidDataException>(() => new Calibration([1, 1], [1, 1]));
        Assert.Throws<InvalidDataException>(() => new Calibration([1], [0]));
        Assert.Throws<InvalidDataException>(() => new Calibration([double.NaN], [1]));
        Assert.Throws<InvalidDataException>(() => new Calibration([1, double.NaN, 3], [1, 1, 1]));
        Assert.Throws<InvalidDataException>(() => new Calibration([1, double.PositiveInfinity], [1, 1]));
    }

    [Fact]
    public void Counts_beyond_32_bits_add_up() =>
        Assert.Equal(2L * int.MaxValue, new Calibration([1, 2], [int.MaxValue, int.MaxValue]).Size);
}
