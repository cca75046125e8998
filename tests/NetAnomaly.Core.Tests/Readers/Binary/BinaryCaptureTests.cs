using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Binary;

/// <summary>Published captures, where they are on the machine; each count is one that another program gave.</summary>
public sealed class BinaryCaptureTests
{
    [Theory]
    // nfdump -r FILE (summary: flows, packets, bytes).
    [InlineData("nfdump/slips-test1.nfdump.gz", "Nfcapd", 4593, 4652, 241_025)]
    // Messages sent to nfcapd, then nfdump -I.
    [InlineData("netflow-files/trace-2009.ipfix", "Ipfix", 556, 5337, 2_752_994)]
    // zlib.decompress of what follows the header, in records of 64 bytes (Python); ftlib.h has the layout.
    [InlineData("netflow-files/trace-2012.ftz", "FlowCapture", 276_449, 3_792_016, 1_574_738_080)]
    // tshark -q -z conv,tcp and -z conv,udp; packets: tshark -Y "ip or ipv6"; tls: argus and ra, which end flows where
    // time jumps, as is done here.
    [InlineData("pcap/dns.pcap", "Pcap", 8, 16, 2322)]
    [InlineData("pcap/http.pcap", "Pcap", 9, 46, 65_524)]
    [InlineData("pcap/mixed.pcap", "Pcap", 39, 157, 21_606)]
    [InlineData("pcap/ssh.pcap", "Pcap", 2, 295, 40_847)]
    [InlineData("pcap/synscan.pcap", "Pcap", 1994, 2011, 88_464)]
    [InlineData("pcap/tls.pcap", "Pcap", 35, 206, 68_571)]
    // tshark -V: 11 records in set 1, 10 in set 5, one packet in 100 sampled.
    [InlineData("netflow-pcap/netflow-data+templates.pcap", "NetFlowPcap", 21, 6600, 5_832_900)]
    // Sent to nfcapd, then nfdump -I; the rates of mpls (10) and physicalinterfaces (1000), which nfdump leaves out, as
    // tshark -V shows them.
    [InlineData("netflow-pcap/netflow-nfv5.pcap", "NetFlowPcap", 29, 78, 88_345)]
    [InlineData("netflow-pcap/netflow-nat.pcap", "NetFlowPcap", 9, 0, 0)]
    [InlineData("netflow-pcap/netflow-mpls.pcap", "NetFlowPcap", 2, 110, 9790)]
    [InlineData("netflow-pcap/netflow-physicalinterfaces.pcap", "NetFlowPcap", 8, 29_000, 31_111_000)]
    [InlineData("netflow-pcap/netflow-icmp-template.pcap", "NetFlowPcap", 2, 2, 208)]
    // tshark -V: samples, their rates, and the total length of the IP packet in each.
    [InlineData("netflow-pcap/sflow-data-1140.pcap", "NetFlowPcap", 5, 5120, 5_080_064)]
    [InlineData("netflow-pcap/sflow-data-discard-interface.pcap", "NetFlowPcap", 1, 1024, 1_536_000)]
    [InlineData("netflow-pcap/sflow-data-local-interface.pcap", "NetFlowPcap", 1, 1024, 1_536_000)]
    [InlineData("netflow-pcap/sflow-data-multiple-interfaces.pcap", "NetFlowPcap", 1, 1024, 1_536_000)]
    [InlineData("netflow-pcap/sflow-data-encap-vxlan.pcap", "NetFlowPcap", 1, 1, 154)]
    [InlineData("netflow-pcap/sflow-data-icmpv4.pcap", "NetFlowPcap", 1, 1, 84)]
    [InlineData("netflow-pcap/sflow-data-icmpv6.pcap", "NetFlowPcap", 1, 1, 72)]
    [InlineData("netflow-pcap/sflow-data-qinq.pcap", "NetFlowPcap", 1, 4096, 327_680)]
    [InlineData("netflow-pcap/sflow-data-sflow-expanded-sample.pcap", "NetFlowPcap", 1, 1000, 104_000)]
    [InlineData("netflow-pcap/sflow-data-sflow-ipv4-data.pcap", "NetFlowPcap", 1, 256, 344_064)]
    [InlineData("netflow-pcap/sflow-data-sflow-raw-ipv4.pcap", "NetFlowPcap", 2, 2, 64)]
    // Templates and options only.
    [InlineData("netflow-pcap/netflow-datalink-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-ethernet-over-mpls-with-control-word-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-fritz.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-ipfix-srv6-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-ipfixprobe-templates.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-juniper-cpid-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-multiplesamplingrates-options-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-multiplesamplingrates-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-options-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-samplingrate-template.pcap", "NetFlowPcap", 0, 0, 0)]
    [InlineData("netflow-pcap/netflow-template.pcap", "NetFlowPcap", 0, 0, 0)]
    public void Every_flow_is_read_with_the_counts_of_another_program(
        string name, string format, int flows, long packets, long bytes)
    {
        var path = Repository.Capture($"formats/{name}");
        Assert.Equal(format, FlowFile.Sniff(path));
        Assert.Equal((flows, packets, bytes), Count(path, out var rejects));
        Assert.Empty(rejects);
    }

    // Captures of data alone, whose templates lie in another file: with them in front they are whole.
    [Theory]
    // Sent to nfcapd in this order, then nfdump -I.
    [InlineData(4, 120_000, 175_440_000, "netflow-template", "netflow-options-template", "netflow-options-data",
        "netflow-data")]
    [InlineData(4, 4, 376, "netflow-icmp-template", "netflow-icmp-data")]
    [InlineData(4, 60, 25_942, "netflow-ipfixprobe-templates", "netflow-ipfixprobe-data")]
    // tshark -V: 17 other packets of sampler 1 (one in 2000) where nfdump leaves the rate of sampler 2 (one in 4000)
    // out.
    [InlineData(12, 112_000, 32_332_000, "netflow-multiplesamplingrates-template",
        "netflow-multiplesamplingrates-options-template", "netflow-multiplesamplingrates-options-data",
        "netflow-multiplesamplingrates-data")]
    // nfdump: 6 flows, 6 packets, 3740 bytes; each record says that one in 2048 was sampled (tshark -V).
    [InlineData(6, 6 * 2048, 3740 * 2048, "netflow-samplingrate-template", "netflow-samplingrate-data")]
    // Records that hold the beginning of a packet.
    [InlineData(1, 1, 96, "netflow-datalink-template", "netflow-datalink-data")]
    [InlineData(1, 1, 104, "netflow-ipfix-srv6-template", "netflow-ipfix-srv6-data")]
    [InlineData(1, 1, 104, "netflow-juniper-cpid-template", "netflow-juniper-cpid-data")]
    [InlineData(10, 10, 14_337, "netflow-ethernet-over-mpls-with-control-word-template",
        "netflow-ethernet-over-mpls-with-control-word-data")]
    public void Data_are_read_behind_the_templates_of_another_file(
        int flows, long packets, long bytes, params string[] names)
    {
        var parts = names.Select(name => File.ReadAllBytes(Repository.Capture($"formats/netflow-pcap/{name}.pcap")))
            .ToArray();
        using var joined = new TemporaryFile([.. parts[0], .. parts.Skip(1).SelectMany(part => part.Skip(24))]);
        Assert.Equal((flows, packets, bytes), Count(joined.Path, out var rejects));
        Assert.Empty(rejects);
    }

    [Theory]
    [InlineData("netflow-data", 1)]
    [InlineData("netflow-datalink-data", 1)]
    [InlineData("netflow-ethernet-over-mpls-with-control-word-data", 1)]
    [InlineData("netflow-icmp-data", 1)]
    [InlineData("netflow-ipfix-srv6-data", 1)]
    [InlineData("netflow-ipfixprobe-data", 1)]
    [InlineData("netflow-juniper-cpid-data", 1)]
    [InlineData("netflow-multiplesamplingrates-data", 1)]
    [InlineData("netflow-multiplesamplingrates-options-data", 1)]
    [InlineData("netflow-options-data", 1)]
    [InlineData("netflow-samplingrate-data", 1)]
    // tshark -V: 23 sets of data, no template.
    [InlineData("netflowv9", 23)]
    public void Data_alone_are_rejected_set_by_set(string name, int sets)
    {
        var path = Repository.Capture($"formats/netflow-pcap/{name}.pcap");
        Assert.Equal("NetFlowPcap", FlowFile.Sniff(path));
        Assert.Equal((0, 0L, 0L), Count(path, out var rejects));
        Assert.Equal(sets, rejects.Count);
        Assert.All(rejects, row => Assert.Contains("without their template", row.Reason, StringComparison.Ordinal));
    }

    [Fact]
    public void A_flow_of_IPFIX_is_right_field_by_field()
    {
        // nfdump -r … -o raw of the same messages.
        var flow = Read("netflow-files/trace-2009.ipfix").First();
        Assert.Equal(new DateTime(2009, 12, 7, 22, 58, 54, 835, DateTimeKind.Utc), flow.Start);
        Assert.Equal(
            ("igmp", "192.168.0.200", 0, "224.0.0.22", 0, 56L, 1L),
            (
                flow.Protocol, flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort,
                flow.Bytes, flow.Packets));
        Assert.Equal((TimeSpan.Zero, 1), (flow.Duration, flow.Line));
    }

    [Fact]
    public void A_flow_of_nfcapd_is_right_field_by_field()
    {
        // nfdump -r … -o raw, record 2.
        var flow = Read("nfdump/slips-test1.nfdump.gz").ElementAt(1);
        Assert.Equal(DateTime.UnixEpoch.AddMilliseconds(1_515_771_450_942), flow.Start);
        Assert.Equal(
            ("tcp", "147.32.82.62", 902, "147.32.80.119", 52_324, 40L, 1L, "RA"),
            (
                flow.Protocol, flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort,
                flow.Bytes, flow.Packets, flow.State));
        Assert.Equal((TimeSpan.Zero, 2), (flow.Duration, flow.Line));
    }

    [Fact]
    public void A_flow_of_flow_tools_is_right_field_by_field()
    {
        // Python: struct.unpack('<IIIIIIIHHIIIIHHBBBBBBBBHH') of the first record.
        var flow = Read("netflow-files/trace-2012.ftz").First();
        Assert.Equal(
            DateTime.UnixEpoch.AddSeconds(1_335_772_191).AddTicks(11_090)
                .AddMilliseconds(1_048_511_896 - 1_048_580_990), flow.Start);
        Assert.Equal(
            ("udp", "10.70.0.20", 53, "10.50.201.84", 52_859, 523L, 1L),
            (
                flow.Protocol, flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort,
                flow.Bytes, flow.Packets));
    }

    [Fact]
    public void A_flow_of_NetFlow_5_is_right_field_by_field()
    {
        // nfdump of the same message, flow 2.
        var flow = Read("netflow-pcap/netflow-nfv5.pcap").ElementAt(1);
        Assert.Equal(
            (new DateTime(2023, 4, 4, 16, 44, 15, DateTimeKind.Utc), TimeSpan.FromSeconds(9)),
            (flow.Start, flow.Duration));
        Assert.Equal(
            ("tcp", "173.194.4.8", 443, "202.160.21.5", 37_422, 10_262L, 7L, "A"),
            (
                flow.Protocol, flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort,
                flow.Bytes, flow.Packets, flow.State));
    }

    private static IEnumerable<FlowRecord> Read(string name) =>
        FlowFile.Read(
            Repository.Capture($"formats/{name}"), new FlowReadOptions(), new RejectList(),
            TestContext.Current.CancellationToken);

    private static (int Flows, long Packets, long Bytes) Count(string path, out List<RejectedRow> rejects)
    {
        var list = new RejectList();
        var (flows, packets, bytes) = (0, 0L, 0L);
        foreach (var flow in FlowFile.Read(path, new FlowReadOptions(), list, TestContext.Current.CancellationToken))
        {
            flows++;
            packets += flow.Packets ?? 0;
            bytes += flow.Bytes ?? 0;
        }

        rejects = list.Rows;
        return (flows, packets, bytes);
    }
}
