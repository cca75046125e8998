using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Flows.Writing;
using NetAnomaly.Core.Tests.Readers;

namespace NetAnomaly.Core.Tests.Writers;

public sealed class FlowExporterTests : IDisposable
{
    private static readonly FlowRecord Full = new()
    {
        Start = new DateTime(2024, 3, 2, 10, 0, 0, DateTimeKind.Utc).AddTicks(1_234_567),
        Duration = TimeSpan.FromTicks(35_000_001),
        Protocol = "tcp",
        SourceAddress = "10.0.0.1",
        SourcePort = 50123,
        DestinationAddress = "fe80::2",
        DestinationPort = 443,
        Bytes = 1500,
        SourceBytes = 500,
        Packets = 10,
        SourcePackets = 4,
        State = "FSPA_SPA",
        Service = "ssl",
        Label = "Web Attack – XSS, \"quoted\"",
    };

    private static readonly FlowRecord Bare = new()
    {
        Start = new DateTime(2024, 3, 2, 10, 0, 1, DateTimeKind.Utc), Protocol = "arp",
        SourceAddress = "02:00:00:00:00:01", DestinationAddress = "host.example",
    };

    private readonly string folder = Directory.CreateTempSubdirectory("exporter").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(FlowExportFormat.Csv, "Csv")]
    [InlineData(FlowExportFormat.JsonLines, "Json")]
    [InlineData(FlowExportFormat.Zeek, "Zeek")]
    public void What_is_written_is_read_again_as_it_was(FlowExportFormat format, string name)
    {
        var path = Path.Combine(folder, "out");
        Export(path, format, [Full, Bare]);
        Assert.Equal(name, FlowFile.Sniff(path));
        var rejects = new RejectList();
        var again = FlowFile.Read(path, new FlowReadOptions(), rejects, TestContext.Current.CancellationToken).ToList();
        Assert.Empty(rejects.Rows);
        Assert.Equal([Full, Bare], again.Select(flow => flow with { File = null, Line = 0 }));
        Assert.Equal([path], Directory.GetFiles(folder));
    }

    [Theory]
    [InlineData(FlowExportFormat.Csv)]
    [InlineData(FlowExportFormat.JsonLines)]
    public void A_total_without_directions_stays_one(FlowExportFormat format)
    {
        var path = Path.Combine(folder, "out");
        Export(path, format, [Bare with { Bytes = 78, Packets = 1 }]);
        var flow = Assert.Single(
            FlowFile.Read(path, new FlowReadOptions(), new RejectList(), TestContext.Current.CancellationToken));
        Assert.Equal((78, null, 1, null), (flow.Bytes, flow.SourceBytes, flow.Packets, flow.SourcePackets));
    }

    [Fact]
    public void In_a_conn_log_a_total_without_directions_is_the_originators()
    {
        var path = Path.Combine(folder, "out");
        Export(path, FlowExportFormat.Zeek, [Bare with { Bytes = 78, Packets = 1 }]);
        var flow = Assert.Single(
            FlowFile.Read(path, new FlowReadOptions(), new RejectList(), TestContext.Current.CancellationToken));
        Assert.Equal((78, 78, 1), (flow.Bytes, flow.SourceBytes, flow.Packets));
    }

    [Theory]
    [InlineData("formats/argus/slips-test4-malicious.binetflow", FlowExportFormat.Csv)]
    [InlineData("formats/zeek/conn.tsv.log.gz", FlowExportFormat.Zeek)]
    [InlineData("formats/suricata/eve-2.json.gz", FlowExportFormat.JsonLines)]
    public void Captures_survive_the_round_trip(string name, FlowExportFormat format)
    {
        var flows = FlowFile.Read(
            Repository.Capture(name), new FlowReadOptions(), new RejectList(),
            TestContext.Current.CancellationToken).ToList();
        var path = Path.Combine(folder, "out");
        Export(path, format, flows);
        var again = FlowFile.Read(path, new FlowReadOptions(), new RejectList(), TestContext.Current.CancellationToken);
        Assert.Equal(flows.Select(Bared), again.Select(Bared));

        static FlowRecord Bared(FlowRecord flow) => flow with { File = null, Line = 0 };
    }

    [Fact]
    public void A_text_with_a_line_break_stays_on_one_line()
    {
        var path = Path.Combine(folder, "out");
        Export(path, FlowExportFormat.Csv, [Full with { Label = "a\r\nb" }]);
        Assert.Equal(
            "a b",
            Assert.Single(
                FlowFile.Read(
                    path, new FlowReadOptions(), new RejectList(), TestContext.Current.CancellationToken)).Label);
    }

    [Fact]
    public void A_file_that_is_there_is_replaced_only_where_that_is_allowed()
    {
        var path = Path.Combine(folder, "out");
        File.WriteAllText(path, "mine");
        Assert.Throws<IOException>(() => new FlowExporter(path, FlowExportFormat.Csv));
        Assert.Throws<IOException>(() => new FlowExporter(folder, FlowExportFormat.Csv, overwrite: true));
        using (var exporter = new FlowExporter(path, FlowExportFormat.Csv, overwrite: true))
        {
            exporter.Write(Full);
            Assert.Equal("mine", File.ReadAllText(path));
            exporter.Complete();
        }

        Assert.StartsWith("Start,", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_not_completed_leaves_nothing_behind()
    {
        using (
            var exporter = new FlowExporter(
                Path.Combine(folder, "out"), FlowExportFormat.JsonLines)) exporter.Write(Full);
        Assert.Empty(Directory.GetFiles(folder));
    }

    private static void Export(string path, FlowExportFormat format, IEnumerable<FlowRecord> flows)
    {
        using var exporter = new FlowExporter(path, format);
        foreach (var flow in flows) exporter.Write(flow);
        exporter.Complete();
    }
}
