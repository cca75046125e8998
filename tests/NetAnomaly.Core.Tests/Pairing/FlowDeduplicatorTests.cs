using NetAnomaly.Flows.Pairing;

namespace NetAnomaly.Core.Tests.Pairing;

public sealed class FlowDeduplicatorTests
{
    private static readonly DateTime Noon = new(2026, 3, 4, 12, 0, 0, DateTimeKind.Utc);

    [Fact]
    public void Of_two_exporters_reports_the_one_with_more_packets_stays()
    {
        var deduplicator = new FlowDeduplicator();
        var flows = FlowDeduplicator.Deduplicate(
            [Record("one", 0, 9), Record("two", 1.5, 10), Record("three", -3, 8)], deduplicator).ToList();
        Assert.Equal(("two", 10), (Assert.Single(flows).File, flows[0].Packets));
        Assert.Equal(2, deduplicator.Duplicates);
    }

    [Theory]
    [InlineData("one", 0, 40_000, 443, "tcp")]
    [InlineData("two", 5.1, 40_000, 443, "tcp")]
    [InlineData("two", 0, 40_001, 443, "tcp")]
    [InlineData("two", 0, 40_000, 444, "tcp")]
    [InlineData("two", 0, 40_000, 443, "udp")]
    public void Records_of_one_exporter_or_of_other_flows_or_times_stay(
        string file, double start, int source, int destination, string protocol)
    {
        var other = Record(file, start, 9) with
        {
            SourcePort = source, DestinationPort = destination, Protocol = protocol,
        };
        Assert.Equal(2, FlowDeduplicator.Deduplicate([Record("one", 0, 9), other]).Count());
    }

    [Fact]
    public void Exporters_in_one_file_are_told_apart_and_one_in_two_files_is_one()
    {
        var first = Record("one", 0, 9) with { Exporter = "192.0.2.1/0" };
        Assert.Single(FlowDeduplicator.Deduplicate([first, first with { Exporter = "192.0.2.2/0" }]));
        Assert.Equal(2, FlowDeduplicator.Deduplicate([first, first with { File = "two" }]).Count());
    }

    [Fact]
    public void Flows_that_follow_each_other_are_each_joined_with_the_nearest_of_the_other_exporter()
    {
        var flows = FlowDeduplicator.Deduplicate(
        [
            Record("one", 0, 5), Record("one", 3, 7), Record("two", 3.2, 6), Record("two", 0.2, 6),
        ]).ToList();
        Assert.Equal([("two", 6L), ("one", 7L)], flows.Select(flow => (flow.File!, flow.Packets!.Value)));
    }

    [Fact]
    public void A_flow_waits_ten_minutes_for_other_reports()
    {
        var deduplicator = new FlowDeduplicator();
        var settled = new List<FlowRecord>();
        deduplicator.Add(Record("one", 0, 5), settled);
        deduplicator.Add(Record("one", 590, 5) with { SourcePort = 1 }, settled);
        Assert.Empty(settled);
        deduplicator.Add(Record("one", 700, 5) with { SourcePort = 2 }, settled);
        Assert.Equal(Noon, Assert.Single(settled).Start);
    }

    [Fact]
    public void What_waits_is_bounded()
    {
        var deduplicator = new FlowDeduplicator(maxWaiting: 3);
        var settled = new List<FlowRecord>();
        for (var port = 0; port < 10; port++) deduplicator.Add(Record("one", 0, 5) with { SourcePort = port }, settled);
        Assert.Equal(Enumerable.Range(0, 7), settled.Select(flow => flow.SourcePort!.Value));
    }

    [Fact]
    public void A_flood_of_records_alike_is_bounded()
    {
        var flows = FlowDeduplicator.Deduplicate(
            Enumerable.Range(0, 50_000).Select(_ => Record("one", 0, 5)).Append(Record("two", 0, 6)));
        Assert.Equal(50_000, flows.Count());
    }

    private static FlowRecord Record(string file, double start, long packets) => new()
    {
        Start = Noon.AddSeconds(start),
        Duration = TimeSpan.FromSeconds(2),
        Protocol = "tcp",
        SourceAddress = "10.0.0.1",
        SourcePort = 40_000,
        DestinationAddress = "192.0.2.80",
        DestinationPort = 443,
        Packets = packets,
        Bytes = packets * 100,
        File = file,
    };
}
