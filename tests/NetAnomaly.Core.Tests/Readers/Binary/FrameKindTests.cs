using NetAnomaly.Flows.Wire;
using static NetAnomaly.Core.Tests.Readers.Binary.PacketMaker;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Frames are read through what stands before the IP packet, or counted by what they hold.</summary>
public sealed class FrameKindTests
{
    private const string Addresses = "020000000001020000000002";

    // Of 802.11: a data frame to an access point; what stands between its first bytes and its content.
    private const string Data = "0801";
    private const string Sender = "0000" + Addresses + "020000000003" + "1000";
    private const string Fragment = "0000" + Addresses + "020000000003" + "1100";
    private const string Snap = "aaaa030000000800";

    private static readonly byte[] Packet = IPv4("10.0.0.1", "10.0.0.2", 17, Udp(5000, 53, [1]));

    [Theory]
    [InlineData(1, Addresses + "892680010002" + "0800")]
    [InlineData(1, Addresses + "893f000100020003" + "0800")]
    [InlineData(1, Addresses + "890901010001000a" + "0800")]
    [InlineData(1, Addresses + "8100000589260001000281000005" + "0800")]
    [InlineData(1, Addresses + "0030aaaa030000000800")]
    [InlineData(1, Addresses + "0030060603")]
    [InlineData(1, Addresses + "88e5000000000001" + "0800")]
    [InlineData(1, Addresses + "88e52000000000010102030405060001" + "0800")]
    [InlineData(1, Addresses + "88e700000001" + Addresses + "0800")]
    [InlineData(1, Addresses + "89030001" + Addresses + "0800")]
    [InlineData(1, Addresses + "6558" + Addresses + "0800")]
    [InlineData(1, Addresses + "886411000001002f0021")]
    [InlineData(1, Addresses + "886411000001002f21")]
    [InlineData(9, "ff030021")]
    [InlineData(9, "0021")]
    [InlineData(9, "0f000800")]
    [InlineData(50, "ff030021")]
    [InlineData(51, "11000001002f0021")]
    [InlineData(104, "0f000800")]
    [InlineData(105, Data + Sender + Snap)]
    [InlineData(105, "0803" + Sender + "020000000004" + Snap)]
    [InlineData(105, "8801" + Sender + "0000" + Snap)]
    [InlineData(105, "8881" + Sender + "000000000000" + Snap)]
    [InlineData(127, "0000080000000000" + Data + Sender + Snap)]
    [InlineData(127, "00000a0002000000" + "1000" + Data + Sender + Snap)]
    [InlineData(127, "0000120003000000" + "0000000000000000" + "2000" + "8801" + Sender + "00000000" + Snap)]
    [InlineData(127, "00000d0002000080" + "00000000" + "20" + "8801" + Sender + "00000000" + Snap)]
    [InlineData(239, "0200000008000100000803002100" + "0900")]
    public void An_IP_packet_is_found_behind_what_stands_before_it(int linkType, string before)
    {
        using var file = new TemporaryFile(Pcap(linkType, (0, [.. Convert.FromHexString(before), .. Packet])));
        var flow = Assert.Single(file.Flows());
        Assert.Equal(("udp", 5000, 53), (flow.Protocol, flow.SourcePort, flow.DestinationPort));
        Assert.Empty(file.Rejects.Notes);
    }

    [Theory]
    [InlineData(1, Addresses + "8906" + "00000000", "FCoE (EtherType 0x8906)")]
    [InlineData(1, Addresses + "1234" + "00000000", "another protocol (EtherType 0x1234)")]
    [InlineData(1, Addresses + "88e50c0000000001" + "00000000", "encrypted MACsec (EtherType 0x88e5)")]
    [InlineData(1, Addresses + "0030e0e003", "IEEE 802.2 (service access point 0xe0)")]
    [InlineData(1, Addresses + "8100", "too few captured bytes")]
    [InlineData(1, "0200", "too few captured bytes")]
    [InlineData(0, "0200000011223344", "broken IP")]
    [InlineData(105, "8000" + Sender, "802.11 management")]
    [InlineData(105, "d400000002000000000a", "802.11 control")]
    [InlineData(105, "4801" + Sender, "802.11 without data")]
    [InlineData(105, "0841" + Sender + "0011223344556677", "encrypted 802.11")]
    [InlineData(105, "8801" + Sender + "8000" + Snap, "several packets each (802.11 A-MSDU)")]
    [InlineData(105, "0801" + Fragment + Snap, "802.11 that are later fragments")]
    [InlineData(105, "0b01" + Sender + Snap, "broken 802.11")]
    [InlineData(105, Data, "too few captured bytes")]
    [InlineData(127, "0000ff0000000000" + Data + Sender + Snap, "too few captured bytes")]
    [InlineData(127, "0100080000000000" + Data + Sender + Snap, "broken 802.11")]
    [InlineData(147, "0200000011223344", "link type 147, which is not known here,")]
    public void What_holds_no_IP_is_counted_by_kind(int linkType, string frame, string name)
    {
        var bytes = Convert.FromHexString(frame);
        using var file = new TemporaryFile(Pcap(linkType, (0, bytes), (1, bytes)));
        Assert.Empty(file.Flows());
        Assert.Empty(file.Rejects.Rows);
        var (text, count) = Assert.Single(file.Rejects.Notes);
        Assert.Equal(($"frames of {name} were passed over", 2), (text, count));
    }

    [Fact]
    public void Frames_that_keep_the_network_running_are_told_only_where_there_is_nothing_else()
    {
        var arp = Convert.FromHexString(Addresses + "0806" + "0001080006040001");
        using var with = new TemporaryFile(Pcap(1, (0, arp), (1, Ethernet(Packet))));
        Assert.Single(with.Flows());
        Assert.Empty(with.Rejects.Notes);
        using var alone = new TemporaryFile(Pcap(1, (0, arp)));
        Assert.Empty(alone.Flows());
        Assert.Equal("frames of ARP (EtherType 0x0806) were passed over", Assert.Single(alone.Rejects.Notes).Key);
    }

    [Fact]
    public void Beacons_are_told_only_where_no_station_says_anything()
    {
        var beacon = Convert.FromHexString("8000" + Sender);
        var data = Convert.FromHexString(Data + Sender + Snap);
        using var with = new TemporaryFile(Pcap(105, (0, beacon), (1, [.. data, .. Packet])));
        Assert.Single(with.Flows());
        Assert.Empty(with.Rejects.Notes);
    }

    [Fact]
    public void A_capture_of_messages_counts_what_is_none()
    {
        var message = Ethernet(IPv4("10.0.0.9", "10.0.0.8", 17, Udp(2055, 2055, MessageMaker.NetFlow5(
            0, MessageMaker.Row5("10.0.0.1", "10.0.0.2", 1, 60, 99_000, 99_500, 1, 2, 0, 17)))));
        var frames = Enumerable.Range(0, 8).Select(second => ((double)second, message)).ToList();
        frames.Add((8, Ethernet(Packet)));
        frames.Add((9, Ethernet(IPv4("10.0.0.1", "10.0.0.2", 6, Tcp(4739, 4739, Syn)))));
        using var file = new TemporaryFile(Pcap(1, [.. frames]));
        Assert.Equal(8, file.Flows().Count());
        Assert.Equal(
            [1L, 1L],
            file.Rejects.Notes.Where(note => note.Key.Contains("passed over", StringComparison.Ordinal))
                .Select(note => note.Value));
    }

    [Fact]
    public void No_bytes_behind_an_EtherType_make_the_search_run_out_of_the_frame()
    {
        var random = new Random(17);
        int[] types = [0x8100, 0x8926, 0x893f, 0x8909, 0x8864, 0x8847, 0x88e7, 0x8903, 0x6558, 0x88e5, 0x30, 0x0800];
        int[] links = [0, 1, 9, 50, 51, 101, 104, 105, 108, 113, 127, 228, 239, 276];
        for (var i = 0; i < 200_000; i++)
        {
            var frame = new byte[random.Next(60)];
            random.NextBytes(frame);
            for (var at = 12; at + 1 < frame.Length; at += random.Next(2, 9))
            {
                var type = types[random.Next(types.Length)];
                (frame[at], frame[at + 1]) = ((byte)(type >> 8), (byte)type);
            }

            var found = LinkLayer.FindIp(frame, links[random.Next(links.Length)], out _);
            Assert.InRange(found, -2, frame.Length);
        }
    }
}
