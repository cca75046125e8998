using NetAnomaly.Core.Tests.Support;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Mapping;

namespace NetAnomaly.Core.Tests.Mapping;

public sealed class HostMapTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_flow_gets_the_old_addresses_and_keeps_those_that_were_seen()
    {
        var renamer = new HostRenamer(Map(("10.0.0.1", "10.9.0.1"), ("10.0.0.2", "10.9.0.2")));
        var flow = renamer.Rename(FlowMaker.Flow(from: "10.9.0.1", to: "10.9.0.2"));
        Assert.Equal(("10.0.0.1", "10.0.0.2"), (flow.SourceAddress, flow.DestinationAddress));
        Assert.Equal(("10.9.0.1", "10.9.0.2"), (flow.ObservedSourceAddress, flow.ObservedDestinationAddress));
        var half = renamer.Rename(FlowMaker.Flow(from: "10.9.0.1", to: "10.0.0.7"));
        Assert.Equal(("10.9.0.1", null), (half.ObservedSourceAddress, half.ObservedDestinationAddress));
        Assert.Equal((2, 2), (renamer.Flows, renamer.Renamed));
        Assert.Null(renamer.Warning);
    }

    [Fact]
    public void A_flow_of_others_is_not_touched_and_a_map_without_use_says_so()
    {
        var renamer = new HostRenamer(Map(("10.0.0.1", "10.9.0.1")));
        var flow = FlowMaker.Flow(from: "10.0.0.1", to: "10.0.0.2");
        Assert.Same(flow, renamer.Rename(flow));
        Assert.Contains("changed no flow", renamer.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Hosts_that_swapped_addresses_are_not_renamed_twice()
    {
        var map = Map(("10.0.0.1", "10.0.0.2"), ("10.0.0.2", "10.0.0.1"));
        var at = FlowMaker.At("10:00");
        Assert.Equal("10.0.0.1", map.OldAddressOf("10.0.0.2", at));
        Assert.Equal("10.0.0.2", map.OldAddressOf("10.0.0.1", at));
    }

    [Theory]
    [InlineData("2011-08-16T07:59:59", null)]
    [InlineData("2011-08-16T08:00:00", "10.0.0.1")]
    [InlineData("2011-08-16T11:59:59", "10.0.0.1")]
    [InlineData("2011-08-16T12:00:00", "10.0.0.2")]
    [InlineData("2031-01-01T00:00:00", "10.0.0.2")]
    public void A_lease_holds_from_its_beginning_to_before_its_end(string at, string? expected)
    {
        var map = new HostMap(
        [
            new HostMapRow(1, "10.0.0.1", "10.9.0.1", "2011-08-16T10:00:00+02:00", "2011-08-16 12:00"),
            new HostMapRow(2, "10.0.0.2", "10.9.0.1", "2011-08-16 12:00", ""),
        ]);
        Assert.Equal(expected, map.OldAddressOf("10.9.0.1", FlowMaker.At(at)));
    }

    [Fact]
    public void Rows_that_make_no_sense_are_counted_and_the_others_hold()
    {
        var map = new HostMap(
        [
            new HostMapRow(2, "", "10.9.0.1", null, null),
            new HostMapRow(3, "10.0.0.1", null, null, null),
            new HostMapRow(4, "10.0.0.1", "10.0.0.1", null, null),
            new HostMapRow(5, "10.0.0.1", "10.9.0.1", "yesterday", null),
            new HostMapRow(6, "10.0.0.1", "10.9.0.1", "2011-08-17", "2011-08-16"),
            new HostMapRow(7, "10.0.0.1", "10.9.0.1", "2011-08-16", "2011-08-17"),
            new HostMapRow(8, "10.0.0.5", "10.9.0.1", "2011-08-16 12:00", null),
        ]);
        Assert.Equal((1, 6), (map.Count, map.Rejected.Count));
        Assert.Equal(
            [
                "row 2: it has no old address", "row 3: it has no new address", "row 4: both addresses are 10.0.0.1",
                "row 5: From is no time: 'yesterday'", "row 6: From is not before To",
                "row 8: 10.9.0.1 is 10.0.0.1 at that time already",
            ], map.Rejected);
        Assert.Equal(
            "6 of 7 rows of the host map were left out; the first is row 2: it has no old address.", map.Warning);
        Assert.Equal("10.0.0.1", map.OldAddressOf("10.9.0.1", FlowMaker.At("13:00")));
    }

    [Fact]
    public void Addresses_are_compared_in_their_canonical_text()
    {
        var map = Map(("2001:DB8:0::1", "2001:0db8::2"), ("00-1B-44-11-3A-B7", "010.0.0.9"));
        Assert.Equal("2001:db8::1", map.OldAddressOf("2001:db8::2", DateTime.UnixEpoch));
        Assert.Equal("00:1b:44:11:3a:b7", map.OldAddressOf("10.0.0.9", DateTime.UnixEpoch));
    }

    [Theory]
    [InlineData("OldAddress,NewAddress\n10.0.0.1,10.9.0.1\n")]
    [InlineData("newaddress;oldaddress;note\r\n10.9.0.1;10.0.0.1;moved\r\n\r\n")]
    [InlineData("OldAddress\tNewAddress\tFrom\tTo\n10.0.0.1\t10.9.0.1\t\t\n")]
    [InlineData("\"OldAddress\",\"NewAddress\",\"From\",\"To\"\n\"10.0.0.1\",\"10.9.0.1\",\"2011-08-16\",\"\"\n")]
    public void A_file_is_read_whatever_stands_between_its_cells(string text)
    {
        var path = folder.File("map.csv");
        File.WriteAllText(path, text);
        var map = HostMapFile.Read(path);
        Assert.Equal("10.0.0.1", map.OldAddressOf("10.9.0.1", FlowMaker.At("10:00")));
        Assert.Null(map.Warning);
    }

    [Fact]
    public void Bad_rows_of_a_file_are_named_by_their_line()
    {
        var path = folder.File("map.csv");
        File.WriteAllText(path, "OldAddress,NewAddress\n10.0.0.1,10.9.0.1\n\"10.0.0.2,10.9.0.2\nshort\n");
        var map = HostMapFile.Read(path);
        Assert.Equal(1, map.Count);
        Assert.Equal(["row 3: it has no new address", "row 4: it has no new address"], map.Rejected);
    }

    [Theory]
    [InlineData("", nameof(FlowFileFault.Empty))]
    [InlineData("OldAddress,To\n", nameof(FlowFileFault.MissingColumn))]
    public void A_file_that_is_no_map_says_so(string text, string fault)
    {
        var path = folder.File("map.csv");
        File.WriteAllText(path, text);
        Assert.Equal(fault, Assert.Throws<FlowFileException>(() => HostMapFile.Read(path)).Fault.ToString());
        Assert.Equal(
            FlowFileFault.NotFound,
            Assert.Throws<FlowFileException>(() => HostMapFile.Read(folder.File("none.csv"))).Fault);
    }

    private static HostMap Map(params (string Old, string New)[] pairs) =>
        new(pairs.Select((pair, i) => new HostMapRow(i + 1, pair.Old, pair.New, null, null)));
}
