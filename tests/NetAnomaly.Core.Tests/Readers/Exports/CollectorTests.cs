using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers.Exports;

public sealed class CollectorTests
{
    private const string Old = "ts,te,td,sa,da,sp,dp,pr,flg,fwd,stos,ipkt,ibyt,opkt,obyt,in,out,sas,das,smk,dmk,dtos,dir,nh,nhb,svln,dvln,ismc,odmc,idmc,osmc,mpls1,mpls2,mpls3,mpls4,mpls5,mpls6,mpls7,mpls8,mpls9,mpls10,cl,sl,al,ra,eng,exid,tr\n";
    private const string OldRest = ",0,0,0,0,0,0,0,0,0.0.0.0,0.0.0.0,0,0,00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,00:00:00:00:00:00,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,0-0-0,    0.000,    0.000,    0.000,0.0.0.0,0/0,1,1970-01-01 00:00:00.000\n";

    [Fact]
    public void Nfdump_1_6_CSV_is_read_without_the_sums_behind_it()
    {
        var flows = ExportText.Read("NfdumpCsv", Old
            + "2024-03-02 10:00:00,2024-03-02 10:00:05,5.120,10.0.0.1,192.0.2.9,50123,443,TCP,...AP.SF,0,0,10,1500,0,0"
            + OldRest
            + "2024-03-02 10:00:01,2024-03-02 10:00:01,0.000,10.0.0.1,192.0.2.9,0,8.0,ICMP,........,0,0,1,84,0,0"
            + OldRest
            + "2024-03-02 10:00:01,2024-03-02 10:00:02,1.000,10.0.0.2,192.0.2.9,1000,53,UDP,........,0,0,1,70,1,210"
            + OldRest
            + "Summary\nflows,bytes,packets,avg_bps,avg_pps,avg_bpp\n3,1654,12,2600,2,137\n");
        Assert.Equal(
            [
                "2024-03-02T10:00:00.000+5 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p FSPA//",
                "2024-03-02T10:00:01.000+0 icmp 10.0.0.1:0 > 192.0.2.9:2048 84()B 1()p //",
                "2024-03-02T10:00:01.000+1 udp 10.0.0.2:1000 > 192.0.2.9:53 280(70)B 2(1)p //",
            ],
            flows.Select(ExportText.Show));
    }

    [Fact]
    public void Nfdump_1_7_CSV_and_its_fast_form_are_read()
    {
        Assert.Equal(
            "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p //",
            ExportText.Show(
                Assert.Single(
                    ExportText.Read(
                        "NfdumpCsv",
                        "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n2024-03-02 "
                            + "10:00:00.125,5.120,6,10.0.0.1,50123,192.0.2.9,443,10,1500,1\n"))));
        Assert.Equal(
            "2024-03-02T10:00:00.125+2.5 tcp fe80::1:50123 > fe80::2:443 1500()B 10()p SA//",
            ExportText.Show(
                Assert.Single(
                    ExportText.Read(
                        "NfdumpCsv",
                        "cnt,af,firstSeen,lastSeen,proto,srcAddr,srcPort,dstAddr,dstPort,srcAS,dstAS,input,output,flags,srcTos,packets,bytes\n1,10,1709373600125,1709373602625,6,fe80::1,50123,fe80::2,443,0,0,1,2,...A..S.,0,10,1500\n"))));
    }

    [Fact]
    public void Sums_between_joined_files_are_passed_over_too()
    {
        const string part = "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n2024-03-02 10:00:00.125,5.120,6,10.0.0.1,50123,192.0.2.9,443,10,1500,1\nSummary\nflows,bytes\n1,2\n";
        Assert.Equal([2, 7], ExportText.Read("NfdumpCsv", part + part).Select(flow => flow.Line));
    }

    [Fact]
    public void Nfdump_JSON_is_read_as_an_array_over_many_lines()
    {
        const string first = "{\n  \"type\" : \"FLOW\",\n  \"export_sysid\" : 1,\n  \"first\" : "
            + "\"2024-03-02T10:00:00.125\",\n  \"last\" : \"2024-03-02T10:00:02.625\",\n  \"in_packets\" : 10,\n  "
            + "\"in_bytes\" : 1500,\n  \"proto\" : 6,\n  \"tcp_flags\" : \"...AP.SF\",\n  \"src_port\" : 50123,\n  "
            + "\"dst_port\" : 443,\n  \"src4_addr\" : \"10.0.0.1\",\n  \"dst4_addr\" : \"192.0.2.9\"\n}";
        const string second = "{\n  \"type\" : \"FLOW\",\n  \"first\" : \"2024-03-02T10:00:00.125\",\n  \"last\" : "
            + "\"2024-03-02T10:00:02.625\",\n  \"in_packets\" : 1,\n  \"in_bytes\" : 84,\n  \"proto\" : 58,\n  "
            + "\"icmp_type\" : 128,\n  \"icmp_code\" : 0,\n  \"src6_addr\" : \"fe80::1\",\n  \"dst6_addr\" : "
            + "\"fe80::2\",\n  \"out_packets\" : 1,\n  \"out_bytes\" : 100\n}";
        var flows = ExportText.Read("NfdumpJson", "[\n" + first + ",\n" + second + "\n]\n");
        Assert.Equal(
            [
                "2024-03-02T10:00:00.125+2.5 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p FSPA//",
                "2024-03-02T10:00:00.125+2.5 ipv6-icmp fe80::1: > fe80::2:32768 184(84)B 2(1)p //",
            ],
            flows.Select(ExportText.Show));
        Assert.Equal([2, 16], flows.Select(flow => flow.Line));
    }

    [Fact]
    public void Nfdump_1_6_JSON_has_other_names_for_times() => Assert.Equal(
        "2024-03-02T10:00:00.125+2.5 udp 10.0.0.1:5000 > 192.0.2.9:53 70()B 1()p //",
        ExportText.Show(
            Assert.Single(
                ExportText.Read(
                    "NfdumpJson",
                    """{"type":"FLOW","sampled":0,"t_first":"2024-03-02T10:00:00.125","t_last":"2024-03-02T10:00:02.625","proto":17,"src4_addr":"10.0.0.1","dst4_addr":"192.0.2.9","src_port":5000,"dst_port":53,"tcp_flags":"........","in_packets":1,"in_bytes":70}""" + "\n"))));

    [Fact]
    public void An_array_that_breaks_off_gives_what_came_before()
    {
        const string one = """{"first":"2024-03-02T10:00:00.125","in_packets":1,"in_bytes":70,"proto":17,"src4_addr":"10.0.0.1","dst4_addr":"192.0.2.9"}""";
        using var file = new TemporaryFile("[\n" + one + ",\n" + one + ",\n" + one[..50]);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal(2, flows.Count);
        Assert.Equal((FlowFileFault.Truncated, 4L), (error.Fault, error.Line));
        using var broken = new TemporaryFile("[\n" + one + ",\n{\"first\":nonsense},\n" + one + "]");
        Assert.Equal(FlowFileFault.Malformed, broken.ReadUntilError().Error.Fault);
    }

    [Fact]
    public void Flow_export_dates_its_records_by_the_exporters_clock()
    {
        // Exported 1000 s after the start of the exporter's clock; the flow began at 995 s of it and ended at 999 s.
        var flow = Assert.Single(ExportText.Read(
            "FlowTools",
            "#:unix_secs,unix_nsecs,sysuptime,exaddr,dpkts,doctets,first,last,engine_type,engine_id,srcaddr,dstaddr,nexthop,input,output,srcport,dstport,prot,tos,tcp_flags,src_mask,dst_mask,src_as,dst_as\n"
            + "1709373600,500000000,1000000,10.9.9.9,10,1500,995000,999000,0,0,10.0.0.1,192.0.2.9,0.0.0.0,1,2,50123,443,6,0,27,0,0,0,0\n"));
        Assert.Equal(
            "2024-03-02T09:59:55.500+4 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p FSPA//", ExportText.Show(flow));
    }

    [Fact]
    public void Flow_export_stays_right_where_the_exporters_clock_starts_anew()
    {
        var flow = Assert.Single(ExportText.Read(
            "FlowTools",
            "#:unix_secs,unix_nsecs,sysuptime,dpkts,doctets,first,last,srcaddr,dstaddr,srcport,dstport,prot,tcp_flags\n1709373600,0,1000,1,40,4294966296,500,10.0.0.1,192.0.2.9,1,2,17,0\n"));
        Assert.Equal(
            (new DateTime(2024, 3, 2, 9, 59, 58, DateTimeKind.Utc), 1.5), (flow.Start, flow.Duration.TotalSeconds));
    }

    [Fact]
    public void Flow_print_with_times_takes_the_year_from_the_files_last_write()
    {
        const string content = "\nStart             End               Sif   SrcIPaddress    SrcP  DIf   DstIPaddress "
            + "   DstP    P Fl Pkts       Octets\n\n"
            + "1231.23:59:58.100 1231.23:59:59.350 0     10.0.0.1        50123 0     192.0.2.9       443     6  3  "
            + "10         1500      \n";
        var (flows, rejects) = ExportText.ReadAll(
            "FlowTools", content, new DateTime(2024, 1, 1, 0, 5, 0, DateTimeKind.Utc));
        Assert.Empty(rejects);
        Assert.Equal(
            "2023-12-31T23:59:58.100+1.25 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p FS//",
            ExportText.Show(Assert.Single(flows)));
    }

    [Fact]
    public void Flow_print_without_times_begins_at_1970() => Assert.Equal(
        "1970-01-01T00:00:00.000+0 udp 10.0.0.1:137 > 192.0.2.9:138 78()B 1()p //",
        ExportText.Show(
            Assert.Single(
                ExportText.Read(
                    "FlowTools",
                    "srcIP            dstIP            prot  srcPort  dstPort  octets      packets\n10.0.0.1         "
                        + "192.0.2.9        17    137      138      78          1         \n"))));

    [Theory]
    [InlineData("            sIP|            dIP|sPort|dPort|pro|   packets|     bytes|   flags|                  "
        + "sTime| duration|                  eTime|sensor|\n       10.0.0.1|      192.0.2.9|50123|  443|  6|        "
        + "10|      1500|FS PA   |2024/03/02T10:00:00.125|    5.120|2024/03/02T10:00:05.245|    S0|\n")]
    [InlineData("sIP,dIP,sPort,dPort,protocol,packets,bytes,flags,sTime,duration\n10.0.0.1,192.0.2.9,50123,443,6,10,1500,FSPA,1709373600.125,5.120\n")]
    public void Silk_rwcut_is_read_in_columns_and_delimited(string content) => Assert.Equal(
        "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p FSPA//",
        ExportText.Show(Assert.Single(ExportText.Read("Silk", content))));

    [Fact]
    public void Nfstream_is_read_with_quoted_cells() => Assert.Equal(
        "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500(500)B 10(4)p /TLS.Google/",
        ExportText.Show(Assert.Single(ExportText.Read(
            "NfStream",
            "id,expiration_id,src_ip,src_mac,src_oui,src_port,dst_ip,dst_mac,dst_oui,dst_port,protocol,ip_version,vlan_id,tunnel_id,bidirectional_first_seen_ms,bidirectional_last_seen_ms,bidirectional_duration_ms,bidirectional_packets,bidirectional_bytes,src2dst_first_seen_ms,src2dst_last_seen_ms,src2dst_duration_ms,src2dst_packets,src2dst_bytes,dst2src_first_seen_ms,dst2src_last_seen_ms,dst2src_duration_ms,dst2src_packets,dst2src_bytes,application_name,application_category_name,user_agent\n"
            + "0,0,10.0.0.1,02:00:00:00:00:01,02:00:00,50123,192.0.2.9,02:00:00:00:00:02,02:00:00,443,6,4,0,0,1709373600125,1709373605245,5120,10,1500,1709373600125,1709373605245,5120,4,500,1709373600130,1709373605240,5110,6,1000,TLS.Google,Web,\"Mozilla/5.0 (X11, Linux)\"\n"))));

    [Theory]
    [InlineData("ipaddr DST_IP,ipaddr SRC_IP,uint64 BYTES,uint64 BYTES_REV,time TIME_FIRST,time TIME_LAST,uint32 "
        + "PACKETS,uint32 PACKETS_REV,uint16 DST_PORT,uint16 SRC_PORT,uint8 PROTOCOL,uint8 TCP_FLAGS,uint8 "
        + "TCP_FLAGS_REV\n192.0.2.9,10.0.0.1,500,1000,2024-03-02T10:00:00.125,2024-03-02T10:00:05.245,4,6,443,50123,6,27,26\n", "1500(500)B 10(4)p FSPA_SPA//")]
    [InlineData("DST_IP,SRC_IP,BYTES,TIME_FIRST,TIME_LAST,PACKETS,DST_PORT,SRC_PORT,PROTOCOL,TCP_FLAGS\n192.0.2.9,10.0.0.1,500,2024-03-02T10:00:00.125,2024-03-02T10:00:05.245,4,443,50123,6,27\n", "500()B 4()p FSPA//")]
    public void Ipfixprobe_is_read_in_both_directions_or_in_one(string content, string rest) => Assert.Equal(
        "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 " + rest,
        ExportText.Show(Assert.Single(ExportText.Read("IpfixProbe", content))));

    [Fact]
    public void The_NetFlow_data_sets_carry_their_features()
    {
        var flow = Assert.Single(ExportText.Read(
            "NfV2",
            "IPV4_SRC_ADDR,L4_SRC_PORT,IPV4_DST_ADDR,L4_DST_PORT,PROTOCOL,L7_PROTO,IN_BYTES,IN_PKTS,OUT_BYTES,OUT_PKTS,TCP_FLAGS,CLIENT_TCP_FLAGS,SERVER_TCP_FLAGS,FLOW_DURATION_MILLISECONDS,MIN_TTL,MAX_TTL,DNS_QUERY_TYPE,Label,Attack\n"
            + "59.166.0.2,4894,149.171.126.3,53,17,5.0,146,2,178,2,0,0,0,1250,31,32,1,1,Exploits\n"));
        Assert.Equal(
            "1970-01-01T00:00:00.000+1.25 udp 59.166.0.2:4894 > 149.171.126.3:53 324(146)B 4(2)p /5.0/Exploits",
            ExportText.Show(flow));
        Assert.Equal(
            (31f, "53", "udp"), (flow.Features!["MIN_TTL"], flow.Features["L4_DST_PORT"], flow.Features["PROTOCOL"]));
    }
}
