using NetAnomaly.Core.Features;
using static NetAnomaly.Core.Tests.Features.FeatureMaker;
using static NetAnomaly.Core.Tests.Support.FlowMaker;

namespace NetAnomaly.Core.Tests.Features;

public sealed class FeatureTableTests
{
    [Fact]
    public void A_table_holds_the_columns_that_its_flows_carry()
    {
        var table = Table([Carrying(1, 2, "a"), Carrying(3, float.NaN, "b"), Carrying(5, 6, "a")]);
        Assert.Equal((Schema, 3), (table.Schema, table.Rows));
        Assert.Equal([3, float.NaN], table.Numbers(1).ToArray());
        Assert.Equal(["a", "b", "a"], Enumerable.Range(0, 3).Select(row => table.Texts(0)[table.Categories(row)[0]]));
    }

    [Fact]
    public void A_flow_without_columns_of_its_own_gives_those_that_follow_from_it()
    {
        var flow = Flow(bytes: 1000) with
        {
            Duration = TimeSpan.FromSeconds(4), SourceBytes = 250, Packets = 10, SourcePackets = 4, SourcePort = 51000,
            DestinationPort = 443, State = "SF", Service = "ssl",
        };
        var table = Table([flow]);
        float Number(string name) => table.Numbers(0)[table.Schema.NumberIndex(name)];
        string Text(string name) =>
            table.Texts(table.Schema.CategoryIndex(name))[table.Categories(0)[table.Schema.CategoryIndex(name)]];
        Assert.Equal([4, 1000, 250, 750, 10, 4, 6, 100, 250, 0.25f], table.Numbers(0).ToArray());
        Assert.Equal((0.25f, 6f), (Number("source share of bytes"), Number("destination packets")));
        Assert.Equal(
            ("tcp", "SF", "ssl", "well-known", "443"),
            (Text("protocol"), Text("state"), Text("service"), Text("port class"), Text("service port")));
    }

    [Fact]
    public void What_an_exporter_does_not_count_is_missing_not_zero()
    {
        var table = Table([Flow(bytes: null)]);
        Assert.Equal(table.Schema.Numbers.Count - 1, table.Numbers(0).ToArray().Count(float.IsNaN));
    }

    [Theory]
    [InlineData(null, null, "", "")]
    [InlineData(80, null, "well-known", "80")]
    [InlineData(40000, 8080, "registered", "8080")]
    [InlineData(50000, 60000, "ephemeral", "ephemeral")]
    public void The_lower_port_is_a_category(int? source, int? destination, string portClass, string port)
    {
        var table = Table([Flow() with { SourcePort = source, DestinationPort = destination }]);
        Assert.Equal(portClass, Assert.Single(table.Texts(table.Schema.CategoryIndex("port class"))));
        Assert.Equal(port, Assert.Single(table.Texts(table.Schema.CategoryIndex("service port"))));
    }

    [Fact]
    public void Neither_addresses_nor_times_are_among_the_columns()
    {
        var flow = Flow() with { SourcePort = 50001, DestinationPort = 443 };
        var other = flow with
        {
            SourceAddress = "192.0.2.1", DestinationAddress = "192.0.2.2", Start = At("23:00:00"), SourcePort = 50002,
        };
        var table = Table([flow, other]);
        Assert.Equal(table.Numbers(0).ToArray(), table.Numbers(1).ToArray());
        Assert.Equal(table.Categories(0).ToArray(), table.Categories(1).ToArray());
    }

    [Fact]
    public void A_flow_of_other_columns_is_refused_and_the_table_goes_on()
    {
        var builder = new FeatureTableBuilder();
        builder.Add(Carrying(1, 2, "a"));
        Assert.Contains(
            "Test: 2 numbers, 1 category", Assert.Throws<ArgumentException>(() => builder.Add(Flow())).Message,
            StringComparison.Ordinal);
        builder.Add(Carrying(3, 4, "b"));
        Assert.Equal(2, builder.Build().Rows);
        Assert.Throws<InvalidOperationException>(() => builder.Add(Carrying(3, 4, "b")));
    }

    [Fact]
    public void Schemas_of_the_same_columns_go_together()
    {
        var same = new FeatureSchema("Other", ["size", "rate"], ["kind"]);
        var table = Table([Carrying(1, 2, "a"), Flow() with { Features = new FlowFeatures(same, [3, 4], ["b"]) }]);
        Assert.Equal(2, table.Rows);
    }

    [Fact]
    public void Thousands_of_rows_keep_their_values()
    {
        var table = Table(Enumerable.Range(0, 5000).Select(i => Carrying(i, -i, i % 2 == 0 ? "even" : "odd")));
        Assert.All(new[] { 0, 1023, 1024, 4999 }, row => Assert.Equal([row, -row], table.Numbers(row).ToArray()));
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Numbers(5000).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => table.Categories(-1).Length);
    }

    [Fact]
    public void A_table_needs_a_flow() =>
        Assert.Throws<InvalidOperationException>(() => new FeatureTableBuilder().Build());

    [Fact]
    public void Columns_are_named_once_each_and_filled_one_each()
    {
        Assert.Throws<ArgumentException>(() => new FeatureSchema("x", ["a", "b"], ["a"]));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("x", ["a", " "], []));
        Assert.Throws<ArgumentException>(() => new FeatureSchema("x", [], []));
        Assert.Throws<ArgumentException>(() => new FlowFeatures(Schema, [1], ["a"]));
        Assert.Throws<ArgumentException>(() => new FlowFeatures(Schema, [1, 2], []));
        Assert.Throws<ArgumentException>(() => new FlowFeatures(Schema, [1, 2], [null!]));
    }

    [Fact]
    public void Features_are_found_by_name_and_equal_by_value()
    {
        var features = new FlowFeatures(Schema, [1, float.NaN], ["a"]);
        Assert.Equal((1f, "a", null), (features["size"], features["kind"], features["none"]));
        Assert.Equal(features, new FlowFeatures(Schema, [1, float.NaN], ["a"]));
        Assert.Equal(features.GetHashCode(), new FlowFeatures(Schema, [1, float.NaN], ["a"]).GetHashCode());
        Assert.NotEqual(features, new FlowFeatures(Schema, [1, 2], ["a"]));
        Assert.NotEqual(features, new FlowFeatures(Schema, [1, float.NaN], ["b"]));
    }
}
