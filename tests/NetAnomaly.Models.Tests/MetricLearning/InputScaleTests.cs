using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Metric.Losses;
using Xunit;

namespace NetAnomaly.Models.Tests.MetricLearning;

public sealed class InputScaleTests
{
    [Fact]
    public void Columns_are_scaled_by_normal_rows_whatever_attacks_there_are()
    {
        var normal = InputScale.Of(new VectorData([1, 10, 3, 30], 2, [0, 0], ["normal"]));
        var beside = InputScale.Of(new VectorData([1, 10, 900, -900, 3, 30], 2, [0, 1, 0], ["normal", "attack"]));
        Assert.Equal([2f, 20f], beside.Means);
        Assert.Equal([1f, 10f], beside.Deviations);
        Assert.Equal(normal.Means, beside.Means);
        Assert.Equal(normal.Deviations, beside.Deviations);
    }

    [Fact]
    public void Rows_without_a_label_count_as_normal()
    {
        var scale = InputScale.Of(new VectorData([1, 3, 70], 1, [-1, 0, 2], ["normal", "one", "two"]));
        Assert.Equal([2f], scale.Means);
        Assert.Equal([1f], scale.Deviations);
    }

    [Fact]
    public void A_column_that_is_the_same_in_all_normal_rows_keeps_its_unit()
    {
        var scale = InputScale.Of(new VectorData([0.1f, 0.1f, 0.1f, 3.1f], 1, [0, 0, 0, 1], ["normal", "attack"]));
        Assert.Equal([1f], scale.Deviations);
        Assert.Equal([0f, 3f], scale.Apply([0.1f, 3.1f]), (expected, actual) => Math.Abs(expected - actual) < 1e-5);
    }

    [Fact]
    public void What_lies_further_than_five_deviations_is_cut()
    {
        var scale = InputScale.Of(new VectorData([-1, 1], 1, [0, 0], ["normal"]));
        Assert.Equal([5f, -5f, 4f], scale.Apply([60, -6, 4]));
    }
}
