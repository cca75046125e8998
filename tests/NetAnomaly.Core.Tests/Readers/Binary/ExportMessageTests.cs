using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Core.Tests.Readers.Binary;

public sealed class ExportMessageTests
{
    private static readonly DateTime Exported = PacketMaker.Noon;

    [Fact]
    public void NetFlow_5_gives_times_flags_and_counts_scaled_by_its_header()
    {
        var row = MessageMaker.Row5("10.0.0.1", "10.0.0.2", 3, 500, 90_000, 95_250, 40_000, 443, 0x1b, 6);
        var flow = Assert.Single(new ExportParser().Take(MessageMaker.NetFlow5((1 << 14) | 100, row)).Flows);
        Assert.Equal(Exported.AddSeconds(0.5 - 10), flow.Start);
        Assert.Equal(TimeSpan.FromSeconds(5.25), flow.Duration);
        Assert.Equal(
            ("10.0.0.1", 40_000, "10.0.0.2", 443, "tcp", "FSPA"),
            (
                flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort, flow.Protocol,
                flow.State));
        Assert.Equal((300, 50_000), (flow.Packets, flow.Bytes));
        Assert.Null(flow.SourceBytes);
        Assert.Equal(1, flow.Line);
    }

    [Fact]
    public void A_NetFlow_5_counter_of_milliseconds_that_went_round_gives_a_time_before_the_export()
    {
        var row = MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 4_294_967_290, 99_000, 1, 2, 0, 17);
        var flow = Assert.Single(new ExportParser().Take(MessageMaker.NetFlow5(0, row)).Flows);
        Assert.Equal(Exported.AddMilliseconds(500 - 100_006), flow.Start);
    }

    [Fact]
    public void NetFlow_5_that_breaks_off_gives_what_is_there_and_one_reject()
    {
        var row = MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 1, 2, 1, 2, 0, 17);
        var parsed = new ExportParser().Take(MessageMaker.NetFlow5(0, row, row)[..^10]);
        Assert.Single(parsed.Flows);
        Assert.Contains(
            "header says 2 records, 1 are there", Assert.Single(parsed.Rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void NetFlow_9_has_times_by_the_exporters_uptime_and_ICMP_type_and_code()
    {
        var template = MessageMaker.Template(
            300, (8, 4, 0), (12, 4, 0), (4, 1, 0), (32, 2, 0), (2, 4, 0), (1, 4, 0), (22, 4, 0), (21, 4, 0));
        var record = new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U8(1).U16(0x0303)
            .U32(2, 168, 59_000, 60_000).ToArray();
        var flow = Assert.Single(
            new ExportParser().Take(
                MessageMaker.NetFlow9(60_000, 1, MessageMaker.Set(0, template), MessageMaker.Set(300, record))).Flows);
        Assert.Equal(Exported.AddSeconds(-1), flow.Start);
        Assert.Equal(TimeSpan.FromSeconds(1), flow.Duration);
        Assert.Equal(("icmp", 0, 0x303), (flow.Protocol, flow.SourcePort, flow.DestinationPort));
    }

    [Fact]
    public void IPFIX_of_both_directions_has_counts_and_flags_of_each()
    {
        var template = MessageMaker.Template(
            256, (27, 16, 0), (28, 16, 0), (7, 2, 0), (11, 2, 0), (4, 1, 0), (6, 2, 0), (1, 8, 0), (2, 8, 0),
            (6, 1, 29305), (1, 8, 29305), (2, 8, 29305), (9, 4, 99999), (150, 4, 0), (161, 4, 0));
        var record = new ByteMaker().Address("2001:db8::1").Address("2001:db8::2").U16(5000, 443).U8(6).U16(0x02)
            .U64(100).U64(2)
            .U8(0x12).U64(900).U64(3).U32(77, MessageMaker.ExportSeconds, 2500).ToArray();
        var flow = Assert.Single(
            new ExportParser().Take(
                MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record))).Flows);
        Assert.Equal(("2001:db8::1", "2001:db8::2", "S_SA"), (flow.SourceAddress, flow.DestinationAddress, flow.State));
        Assert.Equal(
            (1000, 100, 900, 5, 2, 3),
            (
                flow.Bytes, flow.SourceBytes, flow.DestinationBytes, flow.Packets, flow.SourcePackets,
                flow.DestinationPackets));
        Assert.Equal((Exported, TimeSpan.FromSeconds(2.5)), (flow.Start, flow.Duration));
    }

    [Theory]
    [InlineData(154, 0xED52_8120_8000_0000, 0.5)]
    [InlineData(150, 1_772_618_400, 0)]
    [InlineData(152, 1_772_618_400_250, 0.25)]
    [InlineData(158, 2_000_000, -2)]
    public void Every_kind_of_start_time_is_understood(int element, ulong value, double offset)
    {
        var length = element is 150 or 158 ? 4 : 8;
        var template = MessageMaker.Template(256, (8, 4, 0), (12, 4, 0), (element, length, 0));
        var record = new ByteMaker().Address("10.0.0.1").Address("10.0.0.2");
        _ = length == 4 ? record.U32((long)value) : record.U64(value);
        var flow = Assert.Single(
            new ExportParser().Take(
                MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record.ToArray()))).Flows);
        Assert.Equal(Exported.AddSeconds(offset), flow.Start);
    }

    [Fact]
    public void Fields_of_variable_length_are_read_whether_short_or_long()
    {
        var template = MessageMaker.Template(256, (96, 65535, 0), (8, 4, 0), (95, 65535, 0), (12, 4, 0));
        var record = new ByteMaker().U8(4).Raw("http"u8).Address("10.0.0.1").U8(255).U16(300).Zeros(300)
            .Address("10.0.0.2").ToArray();
        var parsed = new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record, record)));
        Assert.Equal(2, parsed.Flows.Count);
        Assert.All(
            parsed.Flows,
            flow => Assert.Equal(
                ("10.0.0.1", "10.0.0.2", "http"), (flow.SourceAddress, flow.DestinationAddress, flow.Service)));
        Assert.Empty(parsed.Rejects);
    }

    [Fact]
    public void A_field_of_variable_length_that_runs_over_its_set_is_rejected()
    {
        var template = MessageMaker.Template(256, (8, 4, 0), (12, 4, 0), (96, 65535, 0));
        var record = new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U8(200).Raw("abc"u8).ToArray();
        var parsed = new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record)));
        Assert.Empty(parsed.Flows);
        Assert.Contains("longer than its set", Assert.Single(parsed.Rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_wait_for_their_template()
    {
        var data = MessageMaker.Ipfix(1, MessageMaker.Set(256, MessageMaker.PlainRecord(1000, 1, 60)));
        var parsed = new ExportParser().Take(data);
        Assert.Empty(parsed.Flows);
        parsed.Take(MessageMaker.Ipfix(1, MessageMaker.Set(2, MessageMaker.PlainTemplate(256)))).Complete();
        Assert.Equal(1000, Assert.Single(parsed.Flows).SourcePort);
        Assert.Empty(parsed.Rejects);
    }

    [Fact]
    public void Data_whose_template_never_comes_are_rejected_with_what_to_do()
    {
        var parsed = new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(256, MessageMaker.PlainRecord(1, 1, 60)))).Complete();
        Assert.Contains(
            "without their template 256; capture for longer", Assert.Single(parsed.Rejects).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Templates_hold_for_their_exporter_and_domain_only()
    {
        var data = MessageMaker.Set(256, MessageMaker.PlainRecord(1, 1, 60));
        var parsed = new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(2, MessageMaker.PlainTemplate(256))), exporter: 1)
            .Take(MessageMaker.Ipfix(1, data), exporter: 2).Take(MessageMaker.Ipfix(2, data), exporter: 1).Complete();
        Assert.Empty(parsed.Flows);
        Assert.Equal(2, parsed.Rejects.Count);
    }

    [Fact]
    public void A_template_that_is_withdrawn_holds_no_longer()
    {
        var data = MessageMaker.Ipfix(1, MessageMaker.Set(256, MessageMaker.PlainRecord(1, 1, 60)));
        var parsed = new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(2, MessageMaker.PlainTemplate(256)))).Take(data)
            .Take(MessageMaker.Ipfix(1, MessageMaker.Set(2, MessageMaker.Template(256)))).Take(data).Complete();
        Assert.Single(parsed.Flows);
        Assert.Single(parsed.Rejects);
    }

    [Fact]
    public void A_sampler_named_in_the_options_scales_the_flows_that_name_it()
    {
        var options = MessageMaker.OptionsTemplate(257, 1, (302, 4), (305, 4), (306, 4));
        var template = MessageMaker.Template(258, (8, 4, 0), (12, 4, 0), (302, 4, 0), (2, 4, 0), (1, 4, 0));
        byte[] Flow(int sampler) =>
            new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U32(sampler, 1, 60).ToArray();
        var parsed = new ExportParser().Take(MessageMaker.Ipfix(
            1,
            MessageMaker.Set(3, options),
            MessageMaker.Set(2, template),
            MessageMaker.Set(257, new ByteMaker().U32(1, 1, 99).ToArray(), new ByteMaker().U32(2, 1, 999).ToArray()),
            MessageMaker.Set(258, Flow(1), Flow(2), Flow(3))));
        Assert.Equal([100L, 1000L, 1L], parsed.Flows.Select(flow => flow.Packets!.Value));
        Assert.Equal([6000L, 60_000L, 60L], parsed.Flows.Select(flow => flow.Bytes!.Value));
    }

    [Fact]
    public void NetFlow_9_options_of_the_system_scale_all_flows()
    {
        // Scope of 4 bytes (one field, the system), options of 4 bytes (one field, the interval).
        var options = new ByteMaker().U16(257, 4, 4, 1, 4, 34, 4).ToArray();
        var template = MessageMaker.Template(258, (8, 4, 0), (12, 4, 0), (2, 4, 0));
        var flow = new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U32(3).ToArray();
        var parsed = new ExportParser().Take(MessageMaker.NetFlow9(
            1000, 1, MessageMaker.Set(1, options, [0, 0]), MessageMaker.Set(0, template),
            MessageMaker.Set(257, new ByteMaker().U32(0, 512).ToArray()), MessageMaker.Set(258, flow)));
        Assert.Equal(1536, Assert.Single(parsed.Flows).Packets);
        Assert.Empty(parsed.Rejects);
    }

    [Fact]
    public void A_beginning_of_the_packet_itself_gives_the_flow()
    {
        var frame = PacketMaker.Ethernet(
            PacketMaker.IPv4("10.0.0.1", "10.0.0.2", 17, PacketMaker.Udp(5000, 53, new byte[30])));
        var template = MessageMaker.Template(256, (315, 65535, 0));
        var record = new ByteMaker().U8(frame.Length).Raw(frame).ToArray();
        var flow = Assert.Single(
            new ExportParser().Take(
                MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record))).Flows);
        Assert.Equal(
            ("udp", 5000, 53, 58, 1), (flow.Protocol, flow.SourcePort, flow.DestinationPort, flow.Bytes, flow.Packets));
    }

    [Theory]
    [InlineData(0, "has only fields of length zero")]
    [InlineData(60_000, "describes records that fit in no message")]
    public void A_template_that_makes_no_sense_is_rejected(int length, string reason)
    {
        var template = MessageMaker.Template(256, (8, length, 0), (12, length, 0));
        var parsed = new ExportParser().Take(
            MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, new byte[100])));
        Assert.Contains(parsed.Rejects, row => row.Reason.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2000)]
    public void A_set_whose_length_is_wrong_is_rejected(int length)
    {
        var set = new ByteMaker().U16(256, length).Zeros(40).ToArray();
        Assert.Contains(
            "set 256 claims", Assert.Single(new ExportParser().Take(MessageMaker.Ipfix(1, set)).Rejects).Reason,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_flood_of_templates_is_bounded_and_said()
    {
        var parsed = new ExportParser();
        for (var first = 256; first < 65_000; first += 1000)
            parsed.Take(
                MessageMaker.Ipfix(
                    1,
                    MessageMaker.Set(
                        2,
                        [
                            .. Enumerable.Range(first, 1000).Select(
                                id => MessageMaker.Template(Math.Min(id, 65_535), (8, 4, 0))),
                        ])));
        Assert.Contains(parsed.Rejects, row => row.Reason.Contains("one too many", StringComparison.Ordinal));
        parsed.Take(
            MessageMaker.Ipfix(
                1, MessageMaker.Set(2, MessageMaker.PlainTemplate(256)),
                MessageMaker.Set(256, MessageMaker.PlainRecord(1, 1, 60))));
        Assert.Single(parsed.Flows);
    }

    [Fact]
    public void A_flood_of_exporters_forgets_the_one_that_was_silent_longest()
    {
        var parsed = new ExportParser();
        var template = MessageMaker.Ipfix(1, MessageMaker.Set(2, MessageMaker.PlainTemplate(256)));
        var data = MessageMaker.Ipfix(1, MessageMaker.Set(256, MessageMaker.PlainRecord(1, 1, 60)));
        for (var exporter = 0; exporter <= TemplateCache.MaxDomains; exporter++) parsed.Take(template, exporter);
        parsed.Take(data, TemplateCache.MaxDomains);
        Assert.Single(parsed.Flows);
        parsed.Take(data, 0).Complete();
        Assert.Single(parsed.Flows);
        Assert.Single(parsed.Rejects);
    }

    [Fact]
    public void Data_that_wait_for_templates_are_bounded()
    {
        var parsed = new ExportParser();
        var data = MessageMaker.Ipfix(1, MessageMaker.Set(300, new byte[60_000]));
        for (var i = 0; i < 100; i++) parsed.Take(data);
        Assert.InRange(parsed.Rejects.Count, 20, 40);
    }

    [Fact]
    public void Counts_beyond_64_bits_of_sign_do_not_overflow()
    {
        var template = MessageMaker.Template(256, (8, 4, 0), (12, 4, 0), (1, 8, 0), (2, 8, 0), (34, 4, 0));
        var record = new ByteMaker().Address("10.0.0.1").Address("10.0.0.2").U64(ulong.MaxValue).U64(ulong.MaxValue)
            .U32(uint.MaxValue).ToArray();
        var flow = Assert.Single(
            new ExportParser().Take(
                MessageMaker.Ipfix(1, MessageMaker.Set(2, template), MessageMaker.Set(256, record))).Flows);
        Assert.True(flow.Bytes > 0 && flow.Packets > 0);
    }

    [Theory]
    [InlineData(new byte[] { })]
    [InlineData(new byte[] { 0, 9 })]
    [InlineData(new byte[] { 0, 5, 0, 1 })]
    [InlineData(new byte[] { 0, 10, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 8, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    public void What_is_no_message_is_rejected(byte[] message) =>
        Assert.Single(new ExportParser().Take(message).Rejects);
}
