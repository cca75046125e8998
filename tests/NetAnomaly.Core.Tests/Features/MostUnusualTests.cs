using NetAnomaly.Core.Features;
using static NetAnomaly.Core.Tests.Features.FeatureMaker;

namespace NetAnomaly.Core.Tests.Features;

public sealed class MostUnusualTests
{
    // A hundred flows whose size runs from 1,000 to 1,990 and whose kind is nearly always the same; one of ten lacks
    // its rate.
    private static readonly FeatureMap Map = Fitted(
        [
            .. Enumerable.Range(0, 100).Select(
                i => Carrying(1000 + (10 * i), i % 10 == 0 ? float.NaN : 2 + (i % 7), i == 50 ? "rare" : "usual")),
        ]);

    [Fact]
    public void A_far_number_is_named_with_its_value()
    {
        var found = Map.MostUnusual(Carrying(54_540, 5, "usual"));
        Assert.Equal(("size", "54,540", "size 54,540"), (found.Name, found.Value, found.ToString()));
    }

    [Fact]
    public void A_category_never_seen_is_named_with_its_text() =>
        Assert.Equal(
            ("kind", "telnet"), Map.MostUnusual(Carrying(1500, 5, "telnet")) is var found
                ? (found.Name, found.Value)
                : default);

    [Fact]
    public void A_rare_category_stands_out_among_usual_numbers() =>
        Assert.Equal(
            ("kind", "rare"), Map.MostUnusual(Carrying(1500, 5, "rare")) is var found
                ? (found.Name, found.Value)
                : default);

    [Fact]
    public void Categories_that_are_all_as_rare_as_each_other_do_not_stand_out()
    {
        var map = Fitted([.. Enumerable.Range(0, 50).Select(i => Carrying(i, 0, $"k{i}"))]);
        Assert.Equal("size", map.MostUnusual(Carrying(49, 0, "k3")).Name);
    }

    [Fact]
    public void A_number_far_from_the_median_that_many_share_does_not_stand_out()
    {
        var map = Fitted(
            [
                .. Enumerable.Range(0, 100).Select(
                    i => Carrying(i % 5 == 0 ? 1_000_000 : 100 + (i % 3), i == 7 ? 50 : i % 4, "a")),
            ]);
        Assert.Equal(
            ("rate", "50"), map.MostUnusual(Carrying(1_000_000, 50, "a")) is var found
                ? (found.Name, found.Value)
                : default);
    }

    [Fact]
    public void A_number_beyond_all_of_training_stands_out_the_more_the_farther_it_is()
    {
        var deviations = new[] { 1980f, 1990, 2500, 5000, 1e6f }.Select(
            size => Map.MostUnusual(Carrying(size, 5, "usual")).Deviation).ToList();
        Assert.Equal(deviations.Order(), deviations);
        Assert.True(deviations[2] < deviations[3] && deviations[3] < deviations[4]);
    }

    [Fact]
    public void A_category_never_seen_stands_out_before_the_least_of_few_numbers()
    {
        var map = Fitted(Carrying(100, 0, "a"), Carrying(200, 0, "a"), Carrying(300, 0, "a"));
        Assert.Equal("kind", map.MostUnusual(Carrying(100, 0, "b")).Name);
    }

    [Fact]
    public void A_number_that_is_seldom_missing_stands_out_when_it_is() =>
        Assert.Equal(
            ("rate", "missing"), Map.MostUnusual(Carrying(1500, float.NaN, "usual")) is var found
                ? (found.Name, found.Value)
                : default);
}
