using System.Text.Json;
using NetAnomaly.Core.Features;
using static NetAnomaly.Core.Tests.Features.FeatureMaker;

namespace NetAnomaly.Core.Tests.Features;

public sealed class FeatureMapTests
{
    [Fact]
    public void Numbers_become_logarithms_from_their_median_in_interquartile_ranges()
    {
        float[] logs = [0, 1, 2, 3, 4];
        var map = Fitted([.. logs.Select(log => Carrying(MathF.Exp(log) - 1, 7, "a"))]);
        Assert.Equal(
            [-1, -0.5, 0, 0.5, 1],
            logs.Select(log => Math.Round(map.At(map.Vector(Carrying(MathF.Exp(log) - 1, 7, "a")), "size"), 4)));
    }

    [Fact]
    public void Negative_numbers_keep_their_sign()
    {
        var map = Fitted(
            Carrying(-10, 0, "a"), Carrying(-10, 0, "a"), Carrying(0, 0, "a"), Carrying(10, 0, "a"),
            Carrying(10, 0, "a"));
        var (below, above) = (map.Vector(Carrying(-50, 0, "a"))[0], map.Vector(Carrying(50, 0, "a"))[0]);
        Assert.True(below < 0);
        Assert.Equal(-below, above, 5);
    }

    [Fact]
    public void Where_most_are_alike_the_standard_deviation_is_the_scale()
    {
        var map = Fitted([.. Enumerable.Repeat(Carrying(0, 0, "a"), 9), Carrying(MathF.E - 1, 0, "a")]);
        Assert.Equal(Math.Sqrt(0.09), map.State.Numbers.Single().Scale, 6);
        Assert.Equal(1 / Math.Sqrt(0.09), map.Vector(Carrying(MathF.E - 1, 0, "a"))[0], 4);
    }

    [Fact]
    public void Far_numbers_are_cut()
    {
        var map = Fitted(Carrying(1, 0, "a"), Carrying(2, 0, "a"), Carrying(3, 0, "a"));
        Assert.Equal(10, map.Vector(Carrying(float.MaxValue, 0, "a"))[0]);
        Assert.Equal(-10, map.Vector(Carrying(float.MinValue, 0, "a"))[0]);
    }

    [Fact]
    public void Columns_that_never_change_are_left_out()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, 5, "b"));
        Assert.Equal(["size", "kind=a", "kind=b", "kind=(other)"], map.Names);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void A_number_that_training_lacked_has_an_indicator(float absent)
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, absent, "a"), Carrying(3, 8, "a"));
        Assert.Equal(["size", "rate", "rate missing", "kind=a", "kind=(other)"], map.Names);
        Assert.Equal([0, 0, 1, 1, 0], map.Vector(Carrying(2, absent, "a")));
        Assert.Equal(0, map.At(map.Vector(Carrying(2, 5, "a")), "rate missing"));
    }

    [Fact]
    public void A_number_that_is_either_missing_or_always_the_same_has_only_the_indicator()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, float.NaN, "a"));
        Assert.Equal(["size", "rate missing", "kind=a", "kind=(other)"], map.Names);
    }

    [Fact]
    public void A_number_that_training_never_lacked_is_the_median_where_it_is_missing()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, 6, "a"), Carrying(3, 7, "a"));
        Assert.Equal(map.Vector(Carrying(2, 6, "a")), map.Vector(Carrying(float.NaN, float.PositiveInfinity, "a")));
    }

    [Fact]
    public void A_number_that_training_never_had_is_left_out() =>
        Assert.Equal(
            ["size", "kind=a", "kind=(other)"], Fitted(Carrying(1, float.NaN, "a"), Carrying(2, float.NaN, "a")).Names);

    [Fact]
    public void The_most_frequent_categories_are_told_apart_and_the_rest_share_one_output()
    {
        var frequent = Enumerable.Range(0, 64).SelectMany(i => Enumerable.Repeat(Carrying(i, 0, $"k{i}"), 2));
        var map = Fitted([.. frequent, Carrying(0, 0, "rare"), Carrying(0, 0, "rarer")]);
        Assert.Equal(1 + 64 + 1, map.Width);
        Assert.Equal(1, map.At(map.Vector(Carrying(0, 0, "rare")), "kind=(other)"));
        Assert.Equal(1, map.At(map.Vector(Carrying(0, 0, "k63")), "kind=k63"));
        Assert.Equal(2.0 / 130, map.State.Categories.Single().OtherShare, 12);
    }

    [Fact]
    public void A_missing_category_is_a_category() =>
        Assert.Contains("kind=(none)", Fitted(Carrying(1, 0, ""), Carrying(2, 0, "a")).Names);

    [Fact]
    public void Only_training_rows_are_looked_at()
    {
        FlowRecord[] training = [Carrying(1, 5, "a"), Carrying(2, 6, "b"), Carrying(4, 9, "a")];
        var alone = Fitted(training);
        var table = Table([Carrying(1e6f, float.NaN, "z"), .. training, Carrying(-1e6f, 0, "y")]);
        var among = FeatureMap.Fit(table, [1, 2, 3]);
        Assert.Equal(alone.Names, among.Names);
        Assert.Equal(alone.Vector(Carrying(3, 7, "z")), among.Vector(Carrying(3, 7, "z")));
    }

    [Fact]
    public void A_map_of_nothing_is_refused()
    {
        var numbers = new FeatureSchema("Numbers", ["size"], []);
        var table = Table(
            Enumerable.Repeat(Carrying(1, 1, "a") with { Features = new FlowFeatures(numbers, [1], []) }, 3));
        Assert.Contains(
            "the same in all training rows", Assert.Throws<ArgumentException>(() => FitAll(table)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => FeatureMap.Fit(table, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => FeatureMap.Fit(table, [3]));
    }

    [Fact]
    public void Columns_are_found_by_name_in_flows_of_another_layout()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, 6, "b"));
        var wider = new FeatureSchema("Wider", ["rate", "more", "size"], ["other", "kind"]);
        var flow = Carrying(0, 0, "") with { Features = new FlowFeatures(wider, [5, 99, 2], ["x", "b"]) };
        Assert.Equal(map.Vector(Carrying(2, 5, "b")), map.Vector(flow));
        Assert.Equal(map.Vector(flow), map.Vector(Table([flow]), 0));
    }

    [Fact]
    public void Flows_without_the_columns_are_refused_by_name()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, 6, "b"));
        var plain = Carrying(1, 5, "a") with { Features = null };
        Assert.Contains(
            "size, rate, kind", Assert.Throws<ArgumentException>(() => map.Vector(plain)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => map.Vector(Table([plain]), 0));
    }

    [Fact]
    public void A_vector_of_another_length_is_refused()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, 6, "b"));
        Assert.Throws<ArgumentException>(() => map.Map(Carrying(1, 5, "a"), new float[map.Width + 1]));
    }

    [Fact]
    public void A_map_restored_from_JSON_gives_the_same_vectors()
    {
        var map = Fitted(Carrying(1, 5, "a"), Carrying(2, float.NaN, ""), Carrying(4, 9, "c"));
        var restored = FeatureMap.Restore(
            JsonSerializer.Deserialize<FeatureMapState>(JsonSerializer.Serialize(map.State))!);
        Assert.Equal(map.Names, restored.Names);
        Assert.All(
            new[] { Carrying(3, 3, "c"), Carrying(float.NaN, float.NaN, ""), Carrying(-1e30f, 0, "unseen") },
            flow => Assert.Equal(map.Vector(flow), restored.Vector(flow)));
    }

    [Fact]
    public void A_damaged_state_is_refused()
    {
        var good = Fitted(Carrying(1, 5, "a"), Carrying(2, float.NaN, "b")).State;
        var number = good.Numbers[0];
        var category = good.Categories[0];
        FeatureMapState[] damaged =
        [
            good with { Schema = "" },
            good with { Rows = 0 },
            good with { Clip = double.NaN },
            good with { Clip = 0 },
            good with { Numbers = null! },
            good with { Numbers = [], Categories = [] },
            good with { Numbers = [null!] },
            good with { Numbers = [number, number] },
            good with { Numbers = [number with { Name = " " }] },
            good with { Numbers = [number with { Median = double.NaN }] },
            good with { Numbers = [number with { Scale = double.PositiveInfinity }] },
            good with { Numbers = [number with { Scale = -1 }] },
            good with { Numbers = [number with { Scale = 0, MissingShare = 0 }] },
            good with { Numbers = [number with { MissingShare = 1.5 }] },
            good with { Numbers = [number with { MissingShare = double.NaN }] },
            good with { Numbers = [number with { Quantiles = null! }] },
            good with { Numbers = [number with { Quantiles = [1, 2] }] },
            good with { Numbers = [number with { Quantiles = [.. number.Quantiles.Select(_ => double.NaN)] }] },
            good with { Numbers = [number with { Quantiles = [.. number.Quantiles.Reverse()] }] },
            good with { Categories = [category with { Values = null! }] },
            good with { Categories = [category with { Values = [], Shares = [] }] },
            good with { Categories = [category with { Shares = [1] }] },
            good with { Categories = [category with { Values = ["a", "a"] }] },
            good with { Categories = [category with { Values = ["a", null!] }] },
            good with { Categories = [category with { Shares = [0.5, double.NaN] }] },
            good with { Categories = [category with { OtherShare = -0.1 }] },
            good with { Categories = [category with { Name = number.Name }] },
        ];
        Assert.All(damaged, state => Assert.Throws<InvalidDataException>(() => FeatureMap.Restore(state)));
        Assert.Throws<ArgumentNullException>(() => FeatureMap.Restore(null!));
        Assert.Equal(JsonSerializer.Serialize(good), JsonSerializer.Serialize(FeatureMap.Restore(good).State));
    }
}
