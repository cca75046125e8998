using NetAnomaly.Flows.Pairing;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>For whom templates hold, and what the counts in 23 and 24 are.</summary>
public sealed class SessionTests
{
    private static readonly byte[] Data = MessageMaker.Set(256, MessageMaker.PlainRecord(1000, 1, 60));

    [Fact]
    public void A_template_of_IPFIX_does_not_hold_for_another_port_while_its_own_may_come()
    {
        var other = MessageMaker.Template(
            256, (12, 4, 0), (8, 4, 0), (11, 2, 0), (7, 2, 0), (4, 1, 0), (2, 4, 0), (1, 4, 0), (152, 8, 0),
            (153, 8, 0));
        var parsed = new ExportParser()
            .Take(MessageMaker.Ipfix(0, MessageMaker.Set(2, MessageMaker.PlainTemplate(256))), port: 1)
            .Take(MessageMaker.Ipfix(0, Data), port: 2)
            .Take(MessageMaker.Ipfix(0, MessageMaker.Set(2, other)), port: 2);
        Assert.Equal(80, Assert.Single(parsed.Flows).SourcePort);
        Assert.Empty(parsed.Complete().Notes);
    }

    [Fact]
    public void An_exporter_of_IPFIX_that_changes_its_port_is_read_by_its_last_template_and_noted()
    {
        var parsed = new ExportParser()
            .Take(MessageMaker.Ipfix(0, MessageMaker.Set(2, MessageMaker.PlainTemplate(256))), port: 1)
            .Take(MessageMaker.Ipfix(0, Data), port: 2).Take(MessageMaker.Ipfix(1, Data), port: 2).Complete();
        Assert.Equal(1000, Assert.Single(parsed.Flows).SourcePort);
        Assert.Contains("from a port", Assert.Single(parsed.Notes).Key, StringComparison.Ordinal);
        Assert.Single(parsed.Rejects);
    }

    [Fact]
    public void A_template_of_NetFlow_9_holds_for_all_ports_of_its_address()
    {
        var template = MessageMaker.Set(0, MessageMaker.PlainTemplate(256));
        var parsed = new ExportParser().Take(MessageMaker.NetFlow9(1000, 1, template), port: 1)
            .Take(MessageMaker.NetFlow9(1000, 1, Data), port: 2);
        Assert.Single(parsed.Flows);
    }

    [Fact]
    public void A_flow_that_two_exporters_report_is_counted_once()
    {
        var row = MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 99_000, 99_500, 1, 2, 0, 17);
        var message = MessageMaker.NetFlow5(0, row, row);
        var parsed = new ExportParser().Take(message, 1).Take(message, 2);
        Assert.Equal(4, parsed.Flows.Count);
        Assert.Equal(2, FlowDeduplicator.Deduplicate(parsed.Flows).Count());
    }

    [Theory]
    [InlineData(530, 6, 638, 10, 1168, 530L)]
    [InlineData(530, 6, 0, 0, 530, null)]
    // A template for both ends of an interface: what went out has nothing that came in.
    [InlineData(0, 0, 638, 10, 638, null)]
    public void Out_counts_beside_in_counts_of_NetFlow_9_are_the_reply_where_they_are_not_zero(
        int octets, int packets, int outOctets, int outPackets, long bytes, long? sent)
    {
        var flow = Assert.Single(new ExportParser().Take(MessageMaker.NetFlow9(
            1000, 1, MessageMaker.Set(0, Counts()),
            MessageMaker.Set(256, Counted(octets, packets, outOctets, outPackets)))).Flows);
        Assert.Equal((bytes, sent), (flow.Bytes, flow.SourceBytes));
    }

    [Theory]
    [InlineData(0, 530, null)]
    [InlineData(35632, 1168, 530L)]
    public void In_IPFIX_they_count_the_same_packets_unless_nProbe_writes_them(long enterprise, long bytes, long? sent)
    {
        var template = enterprise == 0 ? Counts() : Counts((57590, 4, enterprise));
        var record = new ByteMaker().Raw(Counted(530, 6, 638, 10));
        if (enterprise != 0) record.U32(0);
        var flow = Assert.Single(new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record.ToArray()))).Flows);
        Assert.Equal((bytes, sent), (flow.Bytes, flow.SourceBytes));
    }

    private static byte[] Counts(params (int, int, long)[] more) => MessageMaker.Template(
        256, [(8, 4, 0), (12, 4, 0), (1, 4, 0), (2, 4, 0), (23, 4, 0), (24, 4, 0), .. more]);

    private static byte[] Counted(int octets, int packets, int outOctets, int outPackets) =>
        new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U32(octets, packets, outOctets, outPackets).ToArray();
}
