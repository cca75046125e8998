using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class HabitModelTests
{
    // Means 3 and 6, squares 2 and 0: all 4.5, spread 2.25; within (2 + 4 · 2.25) / (2 + 4) = 11/6; the group's mean is
    // 4.5, its variance (4.5 + 3 · 2.25) / 5 − 11/6 · ½ = 4/3. The third unit was never seen.
    private static readonly HabitModel Two = HabitModel.Fit(
        [new(0, 0, 2), new(0, 0, 4), new(1, 0, 6), new(1, 0, 6)], 3, 1, 0.25);

    [Fact]
    public void Variances_within_and_between_units_are_those_of_the_formulas()
    {
        Assert.Equal(11 / 6.0, Two.Within, 12);
        var group = Assert.Single(Two.Groups.ToArray());
        Assert.Equal(4.5, group.Mean, 12);
        Assert.Equal(4 / 3.0, group.Between, 12);
        Assert.Equal(2, group.Units);
    }

    [Fact]
    public void A_unit_is_judged_by_its_own_windows_drawn_to_its_group()
    {
        var pull = 11 / 6.0 / (4 / 3.0);
        var mean = (6 + (pull * 4.5)) / (2 + pull);
        var variance = ((4 * 11 / 6.0) + 2) / 6 * (1 + (1 / (2 + pull)));
        foreach (var value in new[] { 0, 3, 7.5, 20 })
        {
            Assert.Equal(
                StudentTail.NegativeLog((value - mean) / Math.Sqrt(variance), 6), Two.Surprise(0, 0, value), 12);
        }

        Assert.Equal(Math.Pow(2, mean) - 1, Two.Expected(0, 0), 9);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void A_unit_never_seen_is_judged_as_one_of_its_group(int unit)
    {
        var variance = (11 / 6.0) + (4 / 3.0 * (1 + (1 / 3.0)));
        var x = (9 - 4.5) / Math.Sqrt(variance);
        // The distribution function of 4 degrees of freedom has a closed form.
        var scaled = x / Math.Sqrt(1 + (x * x / 4));
        var tail = 0.5 - (3 / 8.0 * scaled * (1 - (scaled * scaled / 12)));
        Assert.Equal(-Math.Log(tail), Two.Surprise(unit, 0, 9), 10);
    }

    [Fact]
    public void A_steady_unit_keeps_the_least_variance()
    {
        var model = HabitModel.Fit([.. Enumerable.Range(0, 1000).Select(_ => new HabitCase(0, 0, 0))], 1, 1, 0.25);
        var (n, pull) = (1000, 0.25 / 0.25);
        Assert.Equal(
            StudentTail.NegativeLog(1 / Math.Sqrt(0.25 * (1 + (1 / (n + pull)))), n + 4),
            model.Surprise(0, 0, HabitModel.Value(1)), 9);
        Assert.InRange(model.Surprise(0, 0, HabitModel.Value(1)), 3, 4);
    }

    [Fact]
    public void A_unit_that_swings_is_surprised_less_than_a_steady_one()
    {
        var model = HabitModel.Fit(
            [.. Enumerable.Range(0, 40).SelectMany(i => new HabitCase[] { new(0, 0, 5), new(1, 0, i % 2 * 10) })],
            2, 1, 0.25);
        Assert.True(model.Surprise(0, 0, 10) > model.Surprise(1, 0, 10) + 3);
    }

    [Fact]
    public void Units_never_seen_take_after_their_group_and_those_of_no_group_after_all()
    {
        var random = new Random(8);
        var model = HabitModel.Fit(
            [
                .. Enumerable.Range(0, 400).Select(
                    i => new HabitCase(i / 4, i / 200, random.NextDouble() + (i < 200 ? 2 : 12))),
            ],
            100, 3, 0.25);
        Assert.InRange(model.Surprise(-1, 1, 12.5), 0, 1);
        Assert.True(model.Surprise(-1, 0, 12.5) > model.Surprise(-1, 1, 12.5) + 2);
        Assert.InRange(model.Expected(-1, 0), 4, 8);
        Assert.InRange(model.Expected(-1, 1), 3000, 8000);
        Assert.Equal(7.5, model.All.Mean, 0.1);
        Assert.Equal(model.Expected(-1, 2), model.Expected(-1, -1), 9);
        Assert.Equal(model.Expected(-1, 99), model.Expected(-1, -1), 9);
    }

    [Fact]
    public void Nothing_seen_is_an_even_guess()
    {
        var model = HabitModel.Fit([], 2, 1, 0.25);
        Assert.Equal(Math.Log(2), model.Surprise(0, 0, 0), 12);
        Assert.Equal(0, model.Expected(1, 0), 12);
    }
}
