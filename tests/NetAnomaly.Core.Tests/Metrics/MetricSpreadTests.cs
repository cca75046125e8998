using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Metrics;

public sealed class MetricSpreadTests
{
    [Fact]
    public void The_deviation_is_that_of_a_sample()
    {
        var spread = MetricSpread.Of("RocAuc", [0.9, 0.95, 1.0]);

        Assert.Equal(
            (0.95, 0.05, 0.9, 1.0),
            (Math.Round(spread.Mean, 12), Math.Round(spread.StandardDeviation, 12), spread.Least, spread.Most));
        Assert.Equal("RocAuc 0.9500 ± 0.0500 (0.9000 to 1.0000)", spread.ToString());
    }

    [Fact]
    public void One_value_has_no_deviation() =>
        Assert.Equal(double.NaN, MetricSpread.Of("F1", [0.5]).StandardDeviation);

    [Fact]
    public void Models_without_the_figure_are_counted_and_left_out()
    {
        var spread = MetricSpread.Of("Precision", [double.NaN, 0.5, 1.0]);

        Assert.Equal((0.75, 0.5, 1.0, 1), (spread.Mean, spread.Least, spread.Most, spread.Undefined));
        Assert.EndsWith(", undefined for 1", spread.ToString(), StringComparison.Ordinal);

        var none = MetricSpread.Of("Precision", [double.NaN, double.NaN]);
        Assert.Equal((double.NaN, 2), (none.Mean, none.Undefined));
        Assert.Equal("Precision undefined", none.ToString());
    }

    [Fact]
    public void Nothing_cannot_be_summed_up() => Assert.Throws<ArgumentException>(() => MetricSpread.Of([]));
}
