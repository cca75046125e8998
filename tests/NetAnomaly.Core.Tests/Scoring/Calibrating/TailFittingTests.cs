using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Scoring.Calibrating;

public sealed class TailFittingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void A_generalised_Pareto_tail_is_found_again(double shape)
    {
        double[] scores = [.. Draws(20_000, 5, u => Pareto(u, shape, 2))];
        var calibration = Calibration.WithTail(scores, 0);
        Assert.InRange(calibration.Tail!.Shape, Math.Max(0, shape - 0.2), shape + 0.2);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void Beyond_the_highest_score_p_values_are_those_of_the_distribution_within_a_factor(double shape)
    {
        // One in 100,000 of a distribution of which 5,000 values are known; the mean of ten fits.
        var truth = Pareto(1e-5, shape, 1);
        var mean = Enumerable.Range(0, 10).Average(
            seed =>
                Math.Log(Calibration.WithTail(Draws(5_000, seed, u => Pareto(u, shape, 1)), 0).Evaluate(truth).Value));
        Assert.InRange(mean, Math.Log(1e-5) - 1, Math.Log(1e-5) + 1);
    }

    [Fact]
    public void A_p_value_below_the_floor_is_marked_as_estimated_and_one_above_as_counted()
    {
        double[] scores = [.. Draws(1_000, 1, u => -Math.Log(u))];
        var calibration = Calibration.WithTail(scores, 0);
        Assert.Equal(
            new PValue(2.0 / 1001, PValueKind.Conformal, 1000)
            {
                Smallest = 1 / 1001.0 / 1001, SmallestConservative = 1 / 1001.0,
            },
            calibration.Evaluate(scores.Max()));
        var beyond = calibration.Evaluate(scores.Max() + 1);
        Assert.Equal(PValueKind.TailEstimate, beyond.Kind);
        Assert.InRange(beyond.Value, 0, 1.0 / 1001);
        Assert.True(calibration.Evaluate(scores.Max() + 2).Value < beyond.Value);
    }

    [Fact]
    public void However_strange_a_score_is_its_p_value_is_above_0()
    {
        var calibration = Calibration.WithTail(Draws(1_000, 1, u => -Math.Log(u)), 0);
        foreach (var score in new[] { 1e3, 1e300, double.PositiveInfinity })
            Assert.Equal(1 / 1001.0 / 1001, calibration.Evaluate(score).Value, 1e-15);
    }

    [Fact]
    public void A_tail_that_ends_is_taken_for_exponential()
    {
        var calibration = Calibration.WithTail(Draws(5_000, 2, u => 1 - u), 0);
        Assert.True(calibration.Tail is null or { Shape: 0 });
        Assert.True(calibration.Evaluate(1.001).Value > 0);
    }

    [Fact]
    public void Too_few_scores_have_no_tail() =>
        Assert.Null(Calibration.WithTail(Draws(150, 1, u => -Math.Log(u)), 0).Tail);

    [Fact]
    public void Scores_of_few_values_have_no_tail() =>
        Assert.Null(Calibration.WithTail(Draws(5_000, 1, u => Math.Floor(u * 5)), 0).Tail);

    [Fact]
    public void A_tail_far_heavier_than_is_believed_is_not_fitted() =>
        Assert.Null(Calibration.WithTail(Draws(20_000, 4, u => Pareto(u, 3, 1)), 0).Tail);

    [Fact]
    public void A_tail_that_does_not_fit_is_not_used()
    {
        // Two heaps in the tail with nothing between them.
        double[] scores =
        [
            .. Draws(10_000, 6, u => u), .. Draws(100, 7, u => 10 + (u / 100)), .. Draws(100, 8, u => 1000 + (u / 100)),
        ];
        Assert.Null(Calibration.WithTail(scores, 0).Tail);
    }

    [Fact]
    public void Trimmed_scores_keep_their_place_but_not_their_value()
    {
        double[] normal = [.. Draws(2_000, 9, u => -Math.Log(u))];
        var (whole, trimmed) = (Calibration.WithTail(normal, 0), Calibration.WithTail(normal, 0.02));
        Assert.Equal(40, trimmed.Trimmed);
        Assert.Equal(2_000, trimmed.Size);
        for (var score = 0.0; score < -Math.Log(0.03); score += 0.1)
            Assert.Equal(whole.PValue(score), trimmed.PValue(score));
        foreach (var p in new[] { 0.01, 0.002 }) Assert.InRange(trimmed.PValue(-Math.Log(p)), p / 2, p * 2);
    }

    [Fact]
    public void Attacks_in_the_calibration_hide_later_ones_unless_it_is_trimmed()
    {
        double[] dirty = [.. Draws(5_000, 10, u => -Math.Log(u)), .. Draws(50, 11, u => 15 + u)];
        Assert.True(Calibration.WithTail(dirty, 0).PValue(15.5) > 0.001);
        Assert.True(Calibration.WithTail(dirty, 0.02).PValue(15.5) < 0.0001);
    }

    private static IEnumerable<double> Draws(int count, int seed, Func<double, double> quantile)
    {
        var random = new Random(seed);
        for (var i = 0; i < count; i++) yield return quantile(1 - random.NextDouble());
    }

    // The value that a share of u of the distribution exceeds.
    private static double Pareto(double u, double shape, double scale) =>
        shape == 0 ? -Math.Log(u) * scale : (Math.Pow(u, -shape) - 1) * scale / shape;
}
