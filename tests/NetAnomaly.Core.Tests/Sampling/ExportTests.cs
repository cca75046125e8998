using System.Globalization;
using System.Xml.Linq;
using NetAnomaly.Flows.Samples;
using NetAnomaly.Tests;

namespace NetAnomaly.Core.Tests.Sampling;

public sealed class ExportTests
{
    private static readonly FlowRecord Web = new()
    {
        Start = new DateTime(2026, 3, 2, 9, 8, 7, 123, 456, DateTimeKind.Utc),
        Duration = TimeSpan.FromSeconds(1.5),
        Protocol = "tcp",
        SourceAddress = "10.20.32.10",
        SourcePort = 50000,
        DestinationAddress = "198.18.0.1",
        DestinationPort = 443,
        Packets = 30,
        SourcePackets = 12,
        Bytes = 20000,
        SourceBytes = 3000,
        State = "FSPA_FSPA",
        Service = "ssl",
        Label = "Beacon",
    };

    [Fact]
    public void Argus_text_has_the_columns_of_CTU_13() =>
        Assert.Equal(
            "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label\n"
            + "2026/03/02 09:08:07.123456,1.500000,tcp,10.20.32.10,50000,   "
            + "->,198.18.0.1,443,FSPA_FSPA,0,0,30,20000,3000,Beacon\n",
            Argus(Web));

    [Fact]
    public void Argus_text_writes_the_type_of_an_echo_in_hexadecimal() =>
        Assert.Contains(
            ",icmp,10.20.32.10,0x0008,  <->,198.18.0.1,,ECO,0,0,",
            Argus(Web with { Protocol = "icmp", SourcePort = 8, DestinationPort = null, State = "ECO" }),
            StringComparison.Ordinal);

    [Fact]
    public void Argus_text_points_one_way_where_nothing_came_back() =>
        Assert.Contains(
            ",udp,10.20.32.10,50000,   ->,198.18.0.1,443,INT,0,,1,99,99,",
            Argus(
                Web with
                {
                    Protocol = "udp", State = "INT", Packets = 1, SourcePackets = 1, Bytes = 99, SourceBytes = 99,
                }),
            StringComparison.Ordinal);

    [Fact]
    public void Argus_text_keeps_its_columns_when_a_label_has_a_comma_and_leaves_unknown_counts_empty() =>
        Assert.EndsWith(
            ",443,FSPA_FSPA,0,0,,,,one  two\n",
            Argus(
                Web with
                {
                    Label = "one, two", Packets = null, SourcePackets = null, Bytes = null, SourceBytes = null,
                }),
            StringComparison.Ordinal);

    [Fact]
    public void Every_sample_flow_becomes_one_line_of_fifteen_columns()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        var count = ArgusWriter.Write(new SampleTraffic(new() { Days = 1, Hosts = 4 }).Generate(), writer);

        var lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(count + 1, lines.Length);
        Assert.All(lines, line => Assert.Equal(14, line.Count(character => character == ',')));
    }

    [Fact]
    public void Iscx_xml_has_the_published_element_names()
    {
        var flow = Iscx(Web).Elements().Single();

        Assert.Equal("TestbedMonJun14Flows", flow.Name.LocalName);
        var expected = new Dictionary<string, string>
        {
            ["appName"] = "SecureWeb",
            ["totalSourceBytes"] = "3000",
            ["totalDestinationBytes"] = "17000",
            ["totalDestinationPackets"] = "18",
            ["totalSourcePackets"] = "12",
            ["direction"] = "L2R",
            ["sourceTCPFlagsDescription"] = "F,S,P,A",
            ["destinationTCPFlagsDescription"] = "F,S,P,A",
            ["source"] = "10.20.32.10",
            ["protocolName"] = "tcp_ip",
            ["sourcePort"] = "50000",
            ["destination"] = "198.18.0.1",
            ["destinationPort"] = "443",
            ["startDateTime"] = "2026-03-02T09:08:07",
            ["stopDateTime"] = "2026-03-02T09:08:08",
            ["Tag"] = "Attack",
        };
        Assert.Equal(expected, flow.Elements().ToDictionary(part => part.Name.LocalName, part => part.Value));
    }

    [Fact]
    public void Iscx_xml_tags_normal_flows_and_knows_no_flags_beyond_tcp()
    {
        var flow = Iscx(Web with { Label = "Normal", Protocol = "udp", State = "CON", Service = null }).Elements()
            .Single();

        Assert.Equal("Normal", flow.Element("Tag")!.Value);
        Assert.Equal("N/A", flow.Element("sourceTCPFlagsDescription")!.Value);
        Assert.Equal("udp_ip", flow.Element("protocolName")!.Value);
        Assert.Equal("Unknown_UDP", flow.Element("appName")!.Value);
    }

    [Fact]
    public void Iscx_xml_of_sample_traffic_is_well_formed_and_tags_every_attack_flow()
    {
        var flows = new SampleTraffic(new() { Days = 1, Hosts = 4, Attacks = [SampleAttack.PortScan] }).Generate()
            .ToArray();
        var elements = Iscx(flows).Elements().ToArray();

        Assert.Equal(flows.Length, elements.Length);
        Assert.Equal(
            flows.Count(flow => flow.Label == "PortScan"),
            elements.Count(element => element.Element("Tag")!.Value == "Attack"));
    }

    private static string Argus(params FlowRecord[] flows)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        ArgusWriter.Write(flows, writer);
        return writer.ToString();
    }

    private static XElement Iscx(params FlowRecord[] flows)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        IscxXmlWriter.Write(flows, writer);
        return XDocument.Parse(writer.ToString()).Root!;
    }
}
