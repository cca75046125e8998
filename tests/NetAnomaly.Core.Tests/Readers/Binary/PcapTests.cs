using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Core.Tests.Readers.Binary;

using static PacketMaker;

public sealed class PcapTests
{
    private const string Client = "10.0.0.1";
    private const string Server = "192.0.2.80";

    [Fact]
    public void A_connection_is_one_flow_of_both_directions_with_the_flags_of_each()
    {
        var flow = Assert.Single(Read(IpPcap(
            (0, IPv4(Client, Server, 6, Tcp(40_000, 443, Syn))),
            (0.1, IPv4(Server, Client, 6, Tcp(443, 40_000, Syn | Ack))),
            (0.2, IPv4(Client, Server, 6, Tcp(40_000, 443, Ack, 100))),
            (1.5, IPv4(Server, Client, 6, Tcp(443, 40_000, Fin | Ack))))));
        Assert.Equal((Noon, TimeSpan.FromSeconds(1.5)), (flow.Start, flow.Duration));
        Assert.Equal(
            (Client, 40_000, Server, 443, "tcp", "SA_FSA"),
            (
                flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort, flow.Protocol,
                flow.State));
        Assert.Equal((260, 180, 4, 2), (flow.Bytes, flow.SourceBytes, flow.Packets, flow.SourcePackets));
        Assert.Equal(1, flow.Line);
    }

    [Fact]
    public void A_capture_that_begins_with_the_answer_knows_who_asked()
    {
        var flow = Assert.Single(Read(IpPcap(
            (0, IPv4(Server, Client, 6, Tcp(443, 40_000, Syn | Ack))),
            (0.1, IPv4(Client, Server, 6, Tcp(40_000, 443, Ack))))));
        Assert.Equal((Client, 443, "A_SA"), (flow.SourceAddress, flow.DestinationPort, flow.State));
    }

    [Fact]
    public void Five_silent_minutes_end_a_flow_and_thirty_minutes_cut_one()
    {
        var packet = IPv4(Client, Server, 17, Udp(5000, 514, [1]));
        var silent = Read(IpPcap((0, packet), (299, packet), (600, packet)));
        Assert.Equal([2L, 1L], silent.Select(flow => flow.Packets!.Value));
        var steady = Read(IpPcap([.. Enumerable.Range(0, 41).Select(minute => (minute * 60.0, packet))]));
        Assert.Equal([31L, 10L], steady.Select(flow => flow.Packets!.Value));
    }

    [Fact]
    public void A_new_opening_after_the_close_is_a_new_flow_but_a_repeated_attempt_is_not()
    {
        var open = IPv4(Client, Server, 6, Tcp(40_000, 80, Syn));
        var closed = Read(IpPcap(
            (0, open),
            (1, IPv4(Server, Client, 6, Tcp(80, 40_000, Syn | Ack | Fin))),
            (2, IPv4(Client, Server, 6, Tcp(40_000, 80, Fin | Ack))),
            (3, open)));
        Assert.Equal([3L, 1L], closed.Select(flow => flow.Packets!.Value));
        var refused = IPv4(Server, Client, 6, Tcp(80, 40_000, Rst | Ack));
        Assert.Equal("S_RA", Assert.Single(Read(IpPcap((0, open), (0.1, refused), (0.5, open), (0.6, refused)))).State);
    }

    [Fact]
    public void No_more_flows_are_open_than_there_is_room_for_and_no_packet_is_lost()
    {
        var flows = new List<FlowRecord>();
        var assembler = new FlowAssembler(new FlowReadContext { Path = "x", Rejects = new RejectList() }, flows, 10);
        for (var port = 0; port < 100; port++)
        {
            var packet = new PacketHeader
            {
                Source = 1, Destination = 2, Protocol = 17, SourcePort = port, DestinationPort = 53, Length = 100,
            };
            assembler.Add(ref packet, Noon.Ticks + port, port + 1);
            Assert.InRange(assembler.Open, 1, 10);
        }

        Assert.Equal(Enumerable.Range(0, 90), flows.Select(flow => flow.SourcePort!.Value));
        assembler.Complete();
        Assert.Equal(Enumerable.Range(0, 100), flows.Select(flow => flow.SourcePort!.Value));
    }

    [Fact]
    public void Echo_and_its_answer_are_one_flow_and_an_unreachable_is_one_of_its_own()
    {
        var flows = Read(IpPcap(
            (0, IPv4(Client, Server, 1, [8, 0, 0, 0, 0, 7, 0, 1])),
            (0.1, IPv4(Server, Client, 1, [0, 0, 0, 0, 0, 7, 0, 1])),
            (0.2, IPv4(Server, Client, 1, [3, 1, 0, 0, 0, 0, 0, 0]))));
        Assert.Equal(
            [(Client, 0x800, 2L), (Server, 0x301, 1L)],
            flows.Select(flow => (flow.SourceAddress, flow.DestinationPort!.Value, flow.Packets!.Value)));
    }

    [Fact]
    public void Later_fragments_count_to_the_flow_of_the_first_one()
    {
        var datagram = Udp(5000, 2049, new byte[1000]);
        var flow = Assert.Single(Read(IpPcap(
            (0, IPv4(Client, Server, 17, datagram[..800], 0x2000, 9)),
            (0, IPv4(Client, Server, 17, datagram[800..], 100, 9)))));
        Assert.Equal((2L, 1048L, 2049), (flow.Packets, flow.Bytes, flow.DestinationPort));
    }

    [Fact]
    public void Fragments_without_their_first_make_a_flow_of_their_addresses()
    {
        var flow = Assert.Single(Read(IpPcap((0, IPv4(Client, Server, 17, new byte[100], 100, 9)))));
        Assert.Equal(("udp", (int?)null, (int?)null), (flow.Protocol, flow.SourcePort, flow.DestinationPort));
    }

    [Fact]
    public void Ports_stand_behind_the_extension_headers_of_IPv6()
    {
        byte[] extensions = [60, 0, 0, 0, 0, 0, 0, 0, 17, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        var flow = Assert.Single(
            Read(IpPcap((0, IPv6("2001:db8::1", "2001:db8::2", 0, [.. extensions, .. Udp(5000, 53, [1, 2])])))));
        Assert.Equal(
            ("udp", 53, "2001:db8::1", 74L), (flow.Protocol, flow.DestinationPort, flow.SourceAddress, flow.Bytes));
    }

    public static TheoryData<string, int, byte[]> Links
    {
        get
        {
            var packet = IPv4(Client, Server, 17, Udp(5000, 53, [1, 2]));
            return new TheoryData<string, int, byte[]>
            {
                { "Ethernet", 1, Ethernet(packet) },
                { "VLAN", 1, Ethernet(packet, 0x8100) },
                { "QinQ", 1, Ethernet(packet, 0x88a8, 0x8100) },
                { "MPLS", 1, [.. Ethernet(packet)[..12], 0x88, 0x47, 0, 1, 0x00, 64, 0, 2, 0x01, 64, .. packet] },
                {
                    "pseudowire with control word", 1,
                    [.. Ethernet(packet)[..12], 0x88, 0x47, 0, 1, 0x01, 64, 0, 0, 0, 0, .. Ethernet(packet)]
                },
                { "PPPoE", 1, [.. Ethernet(packet)[..12], 0x88, 0x64, 0x11, 0, 0, 1, 0, 32, 0, 0x21, .. packet] },
                { "raw IP", 101, packet },
                { "IPv4", 228, packet },
                { "loopback", 0, [2, 0, 0, 0, .. packet] },
                { "OpenBSD loopback", 108, [0, 0, 0, 2, .. packet] },
                { "Linux cooked", 113, [0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, .. packet] },
                { "Linux cooked 2", 276, [8, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, .. packet] },
            };
        }
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Packets_are_found_behind_every_link_layer(string name, int linkType, byte[] frame)
    {
        var flow = Assert.Single(Read(Pcap(linkType, (0, frame))));
        Assert.True(flow is { SourceAddress: Client, DestinationPort: 53, Bytes: 30 }, name);
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Both_byte_orders_and_both_resolutions_are_read(bool isBig, bool isNano)
    {
        var packet = IPv4(Client, Server, 17, Udp(5000, 53, [1]));
        var (magic, fraction) = isNano ? (0xa1b23c4dL, 250_000_700) : (0xa1b2c3d4L, 250_000);
        var file = new ByteMaker();
        if (isBig)
            file.U32(magic).U16(2, 4).U32(
                0, 0, 65535, 101, MessageMaker.ExportSeconds, fraction, packet.Length, packet.Length);
        else file.L32(magic).L16(2, 4).L32(
            0, 0, 65535, 101, MessageMaker.ExportSeconds, fraction, packet.Length, packet.Length);
        Assert.Equal(
            Noon.AddTicks(isNano ? 2_500_007 : 2_500_000), Assert.Single(Read(file.Raw(packet).ToArray())).Start);
    }

    [Theory]
    [InlineData(false, 6)]
    [InlineData(true, 9)]
    public void Pcapng_is_read_in_both_byte_orders_and_in_its_interfaces_resolution(bool isBig, int resolution)
    {
        var packet = IPv4(Client, Server, 17, Udp(5000, 53, [1]));
        var padded = packet.Length + 3 & ~3;
        var units = (ulong)MessageMaker.ExportSeconds * (ulong)Math.Pow(10, resolution);
        var file = new ByteMaker();
        void N32(params long[] values) => _ = isBig ? file.U32(values) : file.L32(values);
        void N16(params int[] values) => _ = isBig ? file.U16(values) : file.L16(values);
        N32(0x0a0d0d0a, 28, 0x1a2b3c4d);
        N16(1, 0);
        N32(0xffffffff, 0xffffffff, 28);
        // A block of names, which is passed over.
        N32(4, 16, 0, 16);
        N32(1, 32);
        N16(101, 0);
        N32(65535);
        N16(9, 1);
        file.U8(resolution, 0, 0, 0);
        N32(0, 32);
        N32(6, 32 + padded, 0, (long)(units >> 32), (long)(units & 0xffffffff), packet.Length, packet.Length);
        file.Raw(packet).Zeros(padded - packet.Length);
        N32(32 + padded);
        Assert.Equal(Noon, Assert.Single(Read(file.ToArray())).Start);
    }

    [Fact]
    public void Simple_packets_of_pcapng_have_the_time_of_the_packet_before_them()
    {
        var packet = IPv4(Client, Server, 17, Udp(5000, 53, [1, 2, 3, 4]));
        var micros = (ulong)MessageMaker.ExportSeconds * 1_000_000;
        var file = new ByteMaker().L32(0x0a0d0d0a, 28, 0x1a2b3c4d).L16(1, 0).L32(0xffffffff, 0xffffffff, 28)
            .L32(1, 20).L16(101, 0).L32(0, 20)
            .L32(
                6, 32 + packet.Length, 0, (long)(micros >> 32), (long)(micros & 0xffffffff), packet.Length,
                packet.Length).Raw(packet).L32(32 + packet.Length)
            .L32(3, 16 + packet.Length, packet.Length).Raw(packet).L32(16 + packet.Length);
        var flow = Assert.Single(Read(file.ToArray()));
        Assert.Equal((Noon, TimeSpan.Zero, 2L), (flow.Start, flow.Duration, flow.Packets));
    }

    [Theory]
    [InlineData(6, "names an interface that was not described")]
    [InlineData(1, "The description of an interface is too short")]
    public void A_block_of_pcapng_that_makes_no_sense_ends_the_capture_with_its_reason(int type, string reason)
    {
        using var file = new TemporaryFile(new ByteMaker().L32(0x0a0d0d0a, 28, 0x1a2b3c4d).L16(1, 0)
            .L32(0xffffffff, 0xffffffff, 28)
            .L32(type, type == 1 ? 12 : 32).Zeros(type == 1 ? 0 : 20).L32(32).ToArray());
        Assert.Contains(reason, file.ReadUntilError().Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_IP_is_passed_over_and_what_is_broken_is_rejected_with_its_number()
    {
        using var file = new TemporaryFile(Pcap(
            1,
            (0, [.. Ethernet(new byte[60])[..12], 0x08, 0x06, .. new byte[28]]),
            (1, Ethernet([0x45, 0, 0, 20, 1, 2])),
            (2, Ethernet(IPv4(Client, Server, 17, Udp(5000, 53, [1]))))));
        Assert.Equal(3, Assert.Single(file.Flows()).Line);
        Assert.Equal(
            (2, "the packet's IP header is broken, or was not captured in full"),
            (Assert.Single(file.Rejects.Rows).Line, file.Rejects.Rows[0].Reason));
    }

    [Fact]
    public void A_capture_that_breaks_off_gives_its_flows_before_the_error()
    {
        var whole = IpPcap(
            (0, IPv4(Client, Server, 17, Udp(5000, 53, [1]))), (1, IPv4(Client, Server, 17, Udp(5001, 53, [1]))));
        using var file = new TemporaryFile(whole[..^5]);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal((1, FlowFileFault.Truncated, 2), (flows.Count, error.Fault, error.Line));
    }

    [Fact]
    public void Captures_of_messages_are_told_from_captures_of_traffic()
    {
        var message = MessageMaker.NetFlow5(0, MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 1, 2, 1, 2, 0, 17));
        var export = IPv4("10.9.9.9", "10.9.9.1", 17, Udp(30_000, 2055, message));
        var traffic = IPv4(Client, Server, 17, Udp(5000, 53, [1]));
        using var messages = new TemporaryFile(
            IpPcap((0, export), (1, export), (2, export), (3, export), (4, traffic)));
        using var mixed = new TemporaryFile(IpPcap((0, export), (1, export), (2, export), (3, traffic), (4, traffic)));
        Assert.Equal("NetFlowPcap", FlowFile.Sniff(messages.Path));
        Assert.Equal([1L, 2L, 3L, 4L], messages.Flows().Select(flow => flow.Line));
        Assert.Equal("Pcap", FlowFile.Sniff(mixed.Path));
    }

    [Fact]
    public void Messages_that_are_broken_or_cut_are_rejected_with_their_packet()
    {
        var good = IPv4(
            "10.9.9.9", "10.9.9.1", 17,
            Udp(
                30_000, 2055,
                MessageMaker.NetFlow5(0, MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 1, 2, 1, 2, 0, 17))));
        var broken = IPv4("10.9.9.9", "10.9.9.1", 17, Udp(30_000, 2055, MessageMaker.Ipfix(1, [1, 0, 0, 3, 1, 1])));
        using var file = new TemporaryFile(IpPcap((0, good), (1, broken), (2, good[..^9])));
        Assert.Single(file.Flows(new FlowReadOptions { Format = "NetFlowPcap" }));
        Assert.Equal(2, file.Rejects.Rows.Count);
        Assert.Contains("packet 2: set 256 claims 3 bytes", file.Rejects.Rows[0].Reason, StringComparison.Ordinal);
        Assert.Contains(
            "packet 3: a message was not captured in full", file.Rejects.Rows[1].Reason, StringComparison.Ordinal);
    }

    private static List<FlowRecord> Read(byte[] capture)
    {
        using var file = new TemporaryFile(capture);
        var flows = file.Flows().ToList();
        Assert.Empty(file.Rejects.Rows);
        return flows;
    }
}
