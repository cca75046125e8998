using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Binary;

public sealed class NfcapdTests
{
    private const int NfcapdHeader = 40;
    private const int BlockHeader = 12;

    // Made with nfpcapd and nfdump 1.7.1 of made-up packets; nfdump -I says: 83 flows, 183 packets, 29,566 bytes; 40
    // tcp, 41 udp, 2 icmp.
    [Theory]
    [InlineData("nfcapd-2.nf")]
    [InlineData("nfcapd-2-lzo.nf")]
    [InlineData("nfcapd-2-lz4.nf")]
    [InlineData("nfcapd-2-bz2.nf")]
    public void Layout_2_is_read_plain_and_packed(string name)
    {
        Assert.Equal("Nfcapd", FlowFile.Sniff(Repository.Fixture(name)));
        var flows = FlowFile.Read(
            Repository.Fixture(name), new FlowReadOptions(), new RejectList(),
            TestContext.Current.CancellationToken).ToList();
        Assert.Equal((83, 183, 29_566), (flows.Count, flows.Sum(flow => flow.Packets), flows.Sum(flow => flow.Bytes)));
        Assert.Equal(
            (40, 41, 2),
            (
                flows.Count(flow => flow.Protocol == "tcp"), flows.Count(flow => flow.Protocol == "udp"),
                flows.Count(flow => flow.Protocol == "icmp")));
        // nfdump -o raw, the last record.
        var last = flows[^1];
        Assert.Equal(
            (DateTime.UnixEpoch.AddMilliseconds(1_772_618_419_010), TimeSpan.FromMilliseconds(50)),
            (last.Start, last.Duration));
        Assert.Equal(
            ("192.0.2.80", 443, "10.0.0.20", 40_019, 3L, 1020L, "FSPA"),
            (
                last.SourceAddress, last.SourcePort, last.DestinationAddress, last.DestinationPort, last.Packets,
                last.Bytes, last.State));
        Assert.Contains(
            flows,
            flow => flow is { SourceAddress: "2001:db8::1", DestinationAddress: "2001:db8::2", DestinationPort: 53,
                Protocol: "udp" });
        Assert.Contains(flows, flow => flow is { Protocol: "icmp", DestinationPort: 0x800, SourceAddress: "10.0.0.1" });
    }

    [Fact]
    public void A_packing_that_cannot_be_read_is_said_with_the_way_out()
    {
        var bytes = File.ReadAllBytes(Repository.Fixture("nfcapd-2.nf"));
        bytes[16] = 9;
        using var file = new TemporaryFile(bytes);
        var (_, error) = file.ReadUntilError();
        Assert.Contains("method 9", error.Message, StringComparison.Ordinal);
        Assert.Contains("nfdump -r FILE -o csv", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Blocks_packed_with_zstd_are_read_and_a_damaged_one_is_lost_alone()
    {
        var plain = File.ReadAllBytes(Repository.Fixture("nfcapd-2.nf"));
        var packed = Repack(plain);
        using var whole = new TemporaryFile(packed);
        Assert.Equal(83, whole.Flows().Count());
        // Its first magic number, behind the headers of file and block.
        packed[NfcapdHeader + BlockHeader] ^= 0xff;
        using var damaged = new TemporaryFile(packed);
        Assert.True(damaged.Flows().Count() < 83);
        Assert.Contains("zstd", Assert.Single(damaged.Rejects.Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Layout_1_is_read_with_its_map_of_extensions_in_big_endian_order()
    {
        var map = new ByteMaker().U16(2, 16, 7, 12, 4, 14, 16, 0).ToArray();
        // Common record: flags 0, first and last with milliseconds, flags FSPA, tcp, ports; addresses, packets, bytes;
        // then what the map says.
        var row = new ByteMaker().U16(1, 56).U8(0, 1).U16(7, 250, 750)
            .U32(MessageMaker.ExportSeconds, MessageMaker.ExportSeconds + 2)
            .U8(0, 0x1b, 6, 0).U16(40_000, 443).U32(0x0a000001, 0x0a000002, 5, 700).U16(1, 2).U32(4, 9000).ToArray();
        using var file = new TemporaryFile(Layout1(map, row));
        var flow = Assert.Single(file.Flows());
        Assert.Equal((PacketMaker.Noon.AddMilliseconds(250), TimeSpan.FromSeconds(2.5)), (flow.Start, flow.Duration));
        Assert.Equal(
            ("10.0.0.1", "10.0.0.2", 443, "FSPA_"),
            (flow.SourceAddress, flow.DestinationAddress, flow.DestinationPort, flow.State));
        Assert.Equal(
            (5, 4, 700, 9000), (flow.SourcePackets, flow.DestinationPackets, flow.SourceBytes, flow.DestinationBytes));
    }

    [Fact]
    public void Layout_1_is_read_with_IPv6_addresses_and_counts_of_64_bits()
    {
        var row = new ByteMaker().U16(10, 80, 7, 0, 0, 0).U32(MessageMaker.ExportSeconds, MessageMaker.ExportSeconds)
            .U8(0, 0, 58, 0).U16(0, 0x8000, 1, 0)
            .Address("2001:db8::1").Address("2001:db8::2").U64(5_000_000_000).U64(6_000_000_000).ToArray();
        using var file = new TemporaryFile(Layout1(row));
        var flow = Assert.Single(file.Flows());
        Assert.Equal(
            ("2001:db8::1", "2001:db8::2", "ipv6-icmp", 0x8000),
            (flow.SourceAddress, flow.DestinationAddress, flow.Protocol, flow.DestinationPort));
        Assert.Equal((5_000_000_000, 6_000_000_000, (long?)null), (flow.Packets, flow.Bytes, flow.SourceBytes));
    }

    [Fact]
    public void A_record_without_times_is_dated_by_when_it_was_received()
    {
        var map = new ByteMaker().U16(2, 12, 7, 8, 27, 0).ToArray();
        byte[] Row(long first, long last) => new ByteMaker().U16(1, 52).U8(0, 1).U16(7, 0, 0).U32(first, last)
            .U8(0, 0x1b, 6, 0).U16(40_000, 443).U32(0x0a000001, 0x0a000002, 5, 700)
            .U64((MessageMaker.ExportSeconds * 1000) + 250UL).ToArray();
        const long noon = MessageMaker.ExportSeconds;
        using var file = new TemporaryFile(Layout1(map, Row(0, 0), Row(noon, 0), Row(0, noon), Row(noon, noon - 9)));
        var flows = file.Flows().ToList();
        Assert.Equal([250.0, 0.0, 0.0, 0.0], flows.Select(flow => (flow.Start - PacketMaker.Noon).TotalMilliseconds));
        Assert.All(flows, flow => Assert.Equal(TimeSpan.Zero, flow.Duration));
        Assert.Equal(1, Assert.Single(file.Rejects.Notes).Value);
    }

    [Fact]
    public void Events_of_a_firewall_are_one_flow()
    {
        var map = new ByteMaker().U16(2, 16, 7, 28, 17, 37, 0, 0).ToArray();
        byte[] Row(int what, int seconds, long sent, long received) => new ByteMaker().U16(1, 72).U8(0, 1).U16(7, 0, 0)
            .U32(MessageMaker.ExportSeconds, MessageMaker.ExportSeconds).U8(0, 0, 6, 0).U16(40_000, 443)
            .U32(0x0a000001, 0x0a000002, sent / 10, sent).U64((ulong)received)
            .U64((MessageMaker.ExportSeconds + (ulong)seconds) * 1000).U32(77).U16(0).U8(what, 0).U16(0, 0).ToArray();
        using var file = new TemporaryFile(
            Layout1(map, Row(1, 0, 0, 0), Row(5, 4, 100, 40), Row(3, 5, 0, 0), Row(2, 9, 130, 60)));
        var flows = file.Flows().ToList();
        Assert.Equal(["DENIED", "DELETE"], flows.Select(flow => flow.State));
        Assert.Equal(
            (130, 60, 9.0, 1),
            (flows[1].SourceBytes, flows[1].DestinationBytes, flows[1].Duration.TotalSeconds, flows[1].Line));
    }

    [Fact]
    public void A_record_that_is_longer_than_its_block_is_rejected()
    {
        using var file = new TemporaryFile(Layout1(new ByteMaker().U16(10, 400).Zeros(60).ToArray()));
        Assert.Empty(file.Flows());
        Assert.Contains("longer than its block", Assert.Single(file.Rejects.Rows).Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nfcapd-2-lz4.nf", "LZ4")]
    [InlineData("nfcapd-2-lzo.nf", "LZO")]
    [InlineData("nfcapd-2-bz2.nf", "bzip2")]
    public void A_block_whose_packing_is_damaged_is_rejected(string name, string packing)
    {
        var bytes = File.ReadAllBytes(Repository.Fixture(name));
        bytes.AsSpan(60, 200).Fill(0xff);
        using var file = new TemporaryFile(bytes);
        Assert.Empty(file.Flows());
        Assert.Contains(
            $"packed with {packing} is damaged", Assert.Single(file.Rejects.Rows).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_breaks_off_is_said()
    {
        using var file = new TemporaryFile(File.ReadAllBytes(Repository.Fixture("nfcapd-2.nf"))[..3000]);
        Assert.Equal(FlowFileFault.Truncated, file.ReadUntilError().Error.Fault);
    }

    private static byte[] Layout1(params byte[][] records)
    {
        var block = new ByteMaker();
        foreach (var record in records) block.Raw(record);
        return new ByteMaker().U16(0xa50c, 1).U32(0, 1).Zeros(128 + 136).U32(records.Length, block.Length).U16(2, 0)
            .Raw(block.ToArray()).ToArray();
    }

    // The same file with its blocks of records packed with zstd, as nfdump 1.7 with -z=zstd writes it.
    private static byte[] Repack(byte[] plain)
    {
        using var packer = new ZstdSharp.Compressor();
        using var packed = new MemoryStream();
        packed.Write(plain.AsSpan(0, NfcapdHeader));
        packed.GetBuffer()[16] = 4;
        for (var at = NfcapdHeader; at < plain.Length;)
        {
            var header = plain.AsSpan(at, BlockHeader).ToArray();
            var size = BitConverter.ToInt32(header, 4);
            var content = plain.AsSpan(at + BlockHeader, size);
            at += BlockHeader + size;
            if (BitConverter.ToUInt16(header, 8) == 3)
            {
                content = packer.Wrap(content);
                BitConverter.TryWriteBytes(header.AsSpan(4), content.Length);
                BitConverter.TryWriteBytes(header.AsSpan(10), (ushort)0);
            }

            packed.Write(header);
            packed.Write(content);
        }

        return packed.ToArray();
    }
}
