using NetAnomaly.Core.Tests.Readers.Exports;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Small exports after reports from the field: what readers of flows are known to get wrong.</summary>
public sealed class FieldCaseTests
{
    private const string Udp = "udp 192.0.2.64:63880 > 198.51.100.15:161 116()B 1()p //";
    private const string Tls = "443 420(180)B 7(3)p SF/ssl/";

    [Theory]
    [InlineData("01b-flowtools-end-before-start.csv", "2023-11-14T22:09:17.776+0 " + Udp)]
    [InlineData(
        "01c-aws-end-before-start.log",
        "2023-11-14T22:15:00.000+0 tcp 192.0.2.64:50000 > 198.51.100.15:443 180()B 3()p ACCEPT//")]
    [InlineData(
        "01d-suricata-end-before-start.json",
        "2023-11-14T22:15:00.000+0 udp 192.0.2.64:50000 > 198.51.100.15:53 230(80)B 2(1)p established//")]
    [InlineData(
        "01e-ipfixprobe-end-before-start.csv",
        "2022-12-20T09:36:00.500+0 tcp 192.0.2.64:50000 > 198.51.100.15:443 420(180)B 7(3)p FSPA_FSPA//")]
    [InlineData(
        "01g-zeek-negative-duration.log", "2023-11-14T22:15:00.000+0 tcp 192.0.2.64:50000 > 198.51.100.15:" + Tls)]
    [InlineData("01j-gcp.json", "2024-01-01T00:00:05.500+0 tcp 192.0.2.4:40000 > 198.51.100.9:443 900()B 9()p //", 1)]
    public void A_flow_that_ends_before_it_starts_lasts_no_time(string name, string first, int count = 2)
    {
        var flows = Read(name);
        Assert.Equal((count, first), (flows.Count, ExportText.Show(flows[0])));
    }

    [Theory]
    [InlineData("02-nfdump17-line.txt", 1534.204, 0d, 89945.996)]
    [InlineData("02c-nfdump17-line-N.txt", 1534.204)]
    [InlineData("02f-nfdump17-extended.txt", 1534.204)]
    public void Nfdump_writes_durations_in_seconds_or_as_a_clock_with_days(string name, params double[] seconds) =>
        Assert.Equal(seconds, Read(name).Select(flow => flow.Duration.TotalSeconds));

    [Fact]
    public void Ports_that_Argus_writes_by_name_have_their_number() =>
        Assert.Equal([80, 53, 13101], Read("05-argus-port-names.binetflow").Select(flow => flow.DestinationPort));

    [Fact]
    public void Zeeks_other_logs_in_a_stream_are_passed_over_and_counted_by_log()
    {
        var rejects = new RejectList();
        Assert.Equal([40001, 40002], Read("09-zeek-mixed-stream.json", rejects).Select(flow => flow.SourcePort));
        Assert.Equal(
            ["dns", "http", "notice", "ssl"],
            rejects.Notes.Keys.Select(text => text.Split(' ')[3]).Order());
        Assert.All(rejects.Notes.Values, count => Assert.Equal(1, count));
    }

    [Theory]
    [InlineData("09c-zeek-nested-id.json", "Zeek", "2023-11-14T22:15:01.500+1.5 tcp 192.0.2.4:40001 > "
        + "198.51.100.9:443 420(180)B 7(3)p SF//")]
    [InlineData("10c-zeek-comma-separator.log", "Zeek", "2025-01-01T00:00:00.000+1.5 tcp 192.0.2.4:40001 > "
        + "198.51.100.9:" + Tls)]
    [InlineData("12c-cic-quoted.csv", "CicFlowMeter", "2017-07-05T08:42:00.000+0 tcp 192.0.2.4:40000 > "
        + "198.51.100.9:443 18(12)B 3(2)p //BENIGN")]
    [InlineData("16-silk-etime.txt", "Silk", "2009-02-12T00:00:00.100+30.5 tcp 192.0.2.4:40000 > 198.51.100.9:443 "
        + "900()B 9()p FSPA//")]
    [InlineData("07-aws-alphabetical-skipdata.log", "AwsVpc", "2023-11-17T01:36:40.000+60 tcp 192.0.2.4:40000 > "
        + "198.51.100.9:443 840()B 10()p ACCEPT/AMAZON/")]
    [InlineData("07c-aws-tgw.log", "AwsVpc", "2023-11-17T01:36:40.000+60 tcp 192.0.2.4:40000 > 198.51.100.9:443 "
        + "840()B 10()p FS//")]
    [InlineData("07d-cloudwatch-headless.log", "AwsVpc", "2018-09-22T20:28:14.000+35 tcp 203.0.113.42:54252 > "
        + "192.0.2.192:8088 40()B 1()p ACCEPT//")]
    public void An_export_of_one_flow_is_recognised_and_read(string name, string format, string flow)
    {
        Assert.Equal(format, FlowFile.Sniff(Repository.Fixture("cases/" + name)));
        Assert.Equal(flow, ExportText.Show(Assert.Single(Read(name))));
    }

    [Theory]
    [InlineData("08-azure-nsg-v2.json", "AzureFlow", 3)]
    [InlineData("08b-azure-vnet-v4.json", "AzureFlow", 3)]
    [InlineData("30-azure-lines.json", "AzureFlow", 2)]
    [InlineData("10b-zeek-close-only.log", "Zeek", 0)]
    [InlineData("12-cic-repeated-header.csv", "CicFlowMeter", 2)]
    [InlineData("17-filterlog.log", "Pf", 6)]
    public void An_export_has_as_many_flows_as_it_tells(string name, string format, int count)
    {
        Assert.Equal(format, FlowFile.Sniff(Repository.Fixture("cases/" + name)));
        Assert.Equal(count, Read(name).Count);
    }

    [Fact]
    public void A_protocol_that_Zeek_does_not_know_by_name_is_known_by_its_number() =>
        Assert.Equal(["tcp", "gre"], Read("10-zeek-two-layouts.log").Select(flow => flow.Protocol));

    [Fact]
    public void Zones_may_be_named_and_stand_behind_a_space() => Assert.Equal(
        [
            "2024-01-01T00:00:00.000+5.123 tcp 192.0.2.4:40000 > 198.51.100.9:443 900()B 9()p FSPA//",
            "2023-12-31T23:00:00.000+5 tcp 192.0.2.4:40000 > 198.51.100.9:443 900()B 9()p FSPA//",
        ],
        Read("15d-bigquery.csv").Select(ExportText.Show));

    [Fact]
    public void An_end_of_zeros_is_none() => Assert.Equal(
        [0, 0, 0, 0, 6], Read("23-pmacct-no-end.csv").Select(flow => flow.Duration.TotalSeconds));

    [Fact]
    public void A_first_line_that_is_cut_costs_itself()
    {
        var rejects = new RejectList();
        Assert.Equal([2, 3], Read("33b-suricata-cut-first-line.json", rejects).Select(flow => flow.Line));
        Assert.Equal(1, Assert.Single(rejects.Rows).Line);
    }

    [Fact]
    public void A_line_of_Azure_that_is_cut_costs_itself()
    {
        var content = File.ReadAllText(Repository.Fixture("cases/30-azure-lines.json"));
        using var file = new TemporaryFile("ime\":1,\"x\":[2,3]}\n" + content + "{\"records\":[nothing\n" + content);
        Assert.Equal([2, 3, 5, 6], file.Flows().Select(flow => flow.Line));
        Assert.Equal([1, 4], file.Rejects.Rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("24-goflow2.json", "time_flow_start_ns", "src_addr", "dst_addr", "2023-04-15T18:28:15.157+0 unknown "
        + "192.0.2.4: > 198.51.100.9: ()B ()p //")]
    [InlineData("09d-zeek-underscore.json", "ts", "id_orig_h", "id_resp_h", "2023-11-14T22:15:01.500+0 unknown "
        + "192.0.2.4: > 198.51.100.9: ()B ()p //")]
    public void JSON_of_other_tools_is_read_by_a_column_map(
        string name, string start, string source, string destination, string flow) => Assert.Equal(
        flow,
        ExportText.Show(
            Assert.Single(
                Read(
                    name,
                    options: new FlowReadOptions
                    {
                        Columns = new ColumnMap { Start = start, Source = source, Destination = destination },
                    }))));

    private static List<FlowRecord> Read(string name, RejectList? rejects = null, FlowReadOptions? options = null)
    {
        var sink = rejects ?? new RejectList();
        List<FlowRecord> flows =
        [
            .. FlowFile.Read(
                Repository.Fixture("cases/" + name), options ?? new FlowReadOptions(), sink,
                TestContext.Current.CancellationToken),
        ];
        if (rejects is null) Assert.Empty(sink.Rows);
        return flows;
    }
}
