using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Captures rebuilt from reports of the field, each with its right answer.</summary>
public sealed class WireCaseTests
{
    private static readonly DateTime Day = new(2023, 11, 14, 0, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("01-v9-end-before-start", "22:09:17.776", 0)]
    [InlineData("03-ipfix-uptime-init-in-options", "22:12:40", 30)]
    [InlineData("03b-ipfix-uptime-init-in-record", "22:12:40", 30)]
    [InlineData("03c-ipfix-uptime-no-init", "22:14:30", 30)]
    [InlineData("04-v9-uptime-zero", "22:14:30", 30)]
    [InlineData("04c-v9-uptime-wrap", "22:14:32.704", 17.296)]
    [InlineData("04d-v9-later-than-uptime", "22:15:00.16", 4.84)]
    [InlineData("04i-ipfix-ns-ntp", "22:14:00.5", 1.5)]
    public void A_flow_has_its_start_and_duration(string name, string start, double seconds)
    {
        var flow = Assert.Single(Read(name, out var list));
        Assert.Empty(list.Rows);
        Assert.Equal((Day + TimeSpan.Parse(start), seconds), (flow.Start, flow.Duration.TotalSeconds));
    }

    [Theory]
    [InlineData("03c-ipfix-uptime-no-init", "exporter 192.0.2.1, observation domain 7, tell times since the exporter")]
    [InlineData("04-v9-uptime-zero", "exporter 192.0.2.1, observation domain 7, tell times since the exporter")]
    public void A_clock_whose_beginning_is_not_known_is_noted_once_for_its_exporter(string name, string text)
    {
        Read(name, out var list);
        Assert.Contains(text, Assert.Single(list.Notes).Key, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("18-v9-scope-length-zero", 1)]
    [InlineData("18d-ipfix-template-pad4", 1)]
    [InlineData("19-v9-template-change", 2)]
    [InlineData("20b-vntag", 1)]
    [InlineData("20e-qinq-mpls", 1)]
    [InlineData("26-sflow-vni", 1)]
    public void Flows_are_read_without_a_word(string name, int flows)
    {
        Assert.Equal(flows, Read(name, out var list).Count);
        Assert.Empty(list.Rows);
        Assert.Empty(list.Notes);
    }

    [Fact]
    public void Events_of_a_firewall_make_one_connection()
    {
        var flow = Assert.Single(Read("21-nsel", out var list));
        Assert.Empty(list.Rows);
        Assert.Equal((3705, 20, 2588, 11), (flow.Bytes, flow.Packets, flow.SourceBytes, flow.SourcePackets));
        Assert.Equal(("10.0.50.10", 55182, "10.1.78.5", 3128), (
            flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort));
        Assert.Equal("DELETE", flow.State);
    }

    [Fact]
    public void Out_counts_of_NetFlow_9_beside_in_counts_are_the_reply()
    {
        var flow = Assert.Single(Read("22-v9-biflow-23-24", out _));
        Assert.Equal((530, 638), (flow.SourceBytes, flow.DestinationBytes));
        Assert.Equal((6, 10), (flow.SourcePackets, flow.DestinationPackets));
    }

    [Fact]
    public void Two_exporters_behind_one_address_keep_their_own_templates_of_IPFIX()
    {
        var flows = Read("31-ipfix-two-exporters-one-address", out var list);
        Assert.Empty(list.Rows);
        Assert.Empty(list.Notes);
        Assert.Equal(4, flows.Count);
        foreach (var flow in new[] { flows[0], flows[2] })
            Assert.Equal(
                ("192.0.2.10", 51_000, "198.51.100.20", 443, 3400L, 12L),
                (
                    flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort, flow.Bytes,
                    flow.Packets));
    }

    [Fact]
    public void A_sampling_rate_that_comes_later_in_the_file_holds_for_what_came_before()
    {
        var flows = Read("32-v9-sampling-later", out var list);
        Assert.Empty(list.Notes);
        Assert.Equal([(3_400_000L, 12_000L), (3_400_000L, 12_000L)], flows.Select(
            flow => (flow.Bytes!.Value, flow.Packets!.Value)));
    }

    private static List<FlowRecord> Read(string name, out RejectList list)
    {
        list = new RejectList();
        return
        [
            .. FlowFile.Read(
                Repository.Fixture($"{name}.pcap"), new FlowReadOptions(), list,
                TestContext.Current.CancellationToken),
        ];
    }
}
