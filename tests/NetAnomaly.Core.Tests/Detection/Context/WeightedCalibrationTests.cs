using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Detection.Context;

public sealed class WeightedCalibrationTests
{
    [Fact]
    public void Evidence_is_minus_the_logarithm_of_the_weighted_conformal_p_value()
    {
        var calibration = WeightedCalibration.Of([3, 1, 2], [2, 1, 1]);
        Assert.Equal(-Math.Log((1 + 2) / 5.0), calibration.Evidence(3), 12);
        Assert.Equal(-Math.Log((1 + 3) / 5.0), calibration.Evidence(1.5), 12);
        Assert.Equal(0, calibration.Evidence(0.5), 12);
    }

    [Fact]
    public void Beyond_the_largest_value_evidence_goes_on_rising_but_does_not_run_away()
    {
        var calibration = WeightedCalibration.Of(
            [.. Enumerable.Range(1, 1000).Select(i => i / 1000.0)], [.. Enumerable.Repeat(1.0, 1000)]);
        Assert.True(calibration.Evidence(1.1) > calibration.Evidence(1));
        Assert.True(calibration.Evidence(100) > calibration.Evidence(10));
        Assert.InRange(calibration.Evidence(1e6), Math.Log(1001), 5 * Math.Log(1001));
    }

    [Fact]
    public void What_is_not_a_number_and_a_calibration_on_nothing_are_no_evidence()
    {
        Assert.Equal(0, WeightedCalibration.Of([1.0], [1.0]).Evidence(double.NaN));
        Assert.Equal(0, WeightedCalibration.Of([], []).Evidence(7));
    }

    [Fact]
    public void Of_many_values_the_highest_are_kept_and_the_others_hardly_missed()
    {
        var values = Enumerable.Range(0, 100_000).Select(i => (double)i).ToArray();
        var calibration = WeightedCalibration.Of(values, [.. values.Select(_ => 1.0)]);
        Assert.InRange(calibration.Values.Count, 1000, 10_000);
        Assert.Equal(-Math.Log(11 / 100_001.0), calibration.Evidence(99_990), 12);
        Assert.Equal(-Math.Log(0.5), calibration.Evidence(50_000), 0.01);
    }

    [Fact]
    public void A_restored_calibration_judges_to_the_bit()
    {
        var calibration = WeightedCalibration.Of([1, 2, 2, 5], [0.5, 1, 0.25, 1]);
        var restored = WeightedCalibration.Restore(
            [.. calibration.Values], [.. calibration.WeightFrom], calibration.TailScale);
        foreach (var value in new[] { 0, 1, 1.5, 2, 5, 9.75 })
            Assert.Equal(calibration.Evidence(value), restored.Evidence(value));
    }

    [Theory]
    [InlineData(new[] { 2.0, 1.0 }, new[] { 2.0, 1.0 }, 1)]
    [InlineData(new[] { 1.0, 2.0 }, new[] { 1.0, 2.0 }, 1)]
    [InlineData(new[] { 1.0, double.NaN }, new[] { 2.0, 1.0 }, 1)]
    [InlineData(new[] { 1.0, 2.0 }, new[] { 2.0, 0.0 }, 1)]
    [InlineData(new[] { 1.0 }, new[] { 2.0, 1.0 }, 1)]
    [InlineData(new[] { 1.0 }, new[] { 2.0 }, 0)]
    public void A_damaged_one_is_refused(double[] values, double[] weightFrom, double tailScale) =>
        Assert.Throws<InvalidDataException>(() => WeightedCalibration.Restore(values, weightFrom, tailScale));
}
