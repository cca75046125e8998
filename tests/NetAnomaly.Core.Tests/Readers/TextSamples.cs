namespace NetAnomaly.Core.Tests.Readers;

/// <summary>A small sample of two flows of each text format.</summary>
/// <param name="Content">The text.</param>
/// <param name="IsTable">Whether it is a table that Import-Csv reads and Export-Csv writes.</param>
/// <param name="IsLines">Whether each flow is a line of its own.</param>
/// <param name="EndBeforeStart">What to replace so that a flow ends before it starts; <see langword="null"/> where the
/// format tells no end and no duration.</param>
internal sealed record TextSample(
    string Content, bool IsTable = false, bool IsLines = true, (string Find, string Replace)? EndBeforeStart = null);

/// <summary>The samples, by the names of their formats.</summary>
internal static class TextSamples
{
    private const string Json =
        "\"src_ip\":\"192.0.2.4\",\"src_port\":40000,\"dest_ip\":\"198.51.100.9\",\"dest_port\":443,";
    private const string NfJson = "\"proto\":6,\"src4_addr\":\"192.0.2.4\","
        + "\"dst4_addr\":\"198.51.100.9\",\"in_packets\":9,\"in_bytes\":900}\n";
    private const string KddRest =
        ",0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,1,1,0.00,0.00,0.00,0.00,1.00,0.00,0.00,"
        + "1,1,1.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,normal,20\n";

    public static IReadOnlyDictionary<string, TextSample> All { get; } = new Dictionary<string, TextSample>
    {
        ["Argus"] = new(
            "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label\n"
            + "2024/10/21 10:01:46.972101,0.50,tcp,192.0.2.6,12555,   ->,198.51.100.9,80,FSPA_FSPA,0,0,10,5000,700,x\n"
            + "2024/10/21 10:01:47.972101,0.10,udp,192.0.2.6,51555,  <->,198.51.100.5,53,CON,0,0,2,200,80,y\n",
            IsTable: true, EndBeforeStart: (",0.50,", ",-0.50,")),
        ["Zeek"] = new(
            "#separator \\x09\n#unset_field\t-\n#path\tconn\n#fields\tts\tid.orig_h\tid.orig_p\tid.resp_h"
            + "\tid.resp_p\tproto"
            + "\tduration\tconn_state\torig_ip_bytes\tresp_ip_bytes\n"
            + "1700000100.0\t192.0.2.4\t50000\t198.51.100.9\t443\ttcp\t0.5\tSF\t180\t240\n"
            + "1700000101.0\t192.0.2.4\t50001\t198.51.100.9\t443\ttcp\t1.5\tSF\t180\t240\n",
            EndBeforeStart: ("\t0.5\t", "\t-0.5\t")),
        ["Suricata"] = new(
            Suricata("00.5", "01.5") + Suricata("02.5", "03.5"), EndBeforeStart: ("01.5", "00.4")),
        ["NfdumpJson"] = new(
            "{\"first\":\"2024-03-02T10:00:00.125\",\"last\":\"2024-03-02T10:00:02.625\"," + NfJson
            + "{\"first\":\"2024-03-02T10:00:01.125\",\"last\":\"2024-03-02T10:00:03.625\"," + NfJson,
            EndBeforeStart: ("02.625", "00.100")),
        ["AzureFlow"] = new(
            "{\"records\":[{\"properties\":{\"flows\":[{\"flows\":[{\"flowTuples\":["
            + "\"1722279578,10.1.0.5,203.0.113.4,60282,443,T,O,A,E,1,66,0,0\","
            + "\"1722279579,10.1.0.5,203.0.113.4,60283,443,T,O,A,E,1,66,0,0\"]}]}]}}]}\n",
            IsLines: false),
        ["GcpVpc"] = new(
            Gcp("05.4", "05.5") + Gcp("06.4", "06.5"), EndBeforeStart: ("05.5", "05.3")),
        ["NfdumpCsv"] = new(
            "firstSeen,duration,proto,srcAddr,srcPort,dstAddr,dstPort,packets,bytes,flows\n"
            + "2024-03-02 10:00:00.125,5.120,6,10.0.0.1,50123,192.0.2.9,443,10,1500,1\n"
            + "2024-03-02 10:00:01.125,00:00:05.120,6,10.0.0.1,50124,192.0.2.9,443,10,1500,1\n",
            IsTable: true, EndBeforeStart: (",5.120,", ",-5.120,")),
        ["NfdumpText"] = new(
            "Date first seen             Duration     Proto      Src IP Addr:Port          Dst IP Addr:Port   Packets"
            + "    Bytes Flows\n"
            + "2026-01-17 17:59:35.952     00:25:34.204 TCP        192.0.2.124:51000 ->    198.51.100.7:443      410"
            + "   61544     1\n"
            + "2026-01-17 18:00:02.740     00:00:00.000 UDP        192.0.2.141:53124 ->   198.51.100.53:53         1"
            + "      55     1\n",
            EndBeforeStart: ("00:25:34.204", "-0.025")),
        ["FlowTools"] = new(
            "#:unix_secs,unix_nsecs,sysuptime,dpkts,doctets,first,last,srcaddr,dstaddr,srcport,dstport,prot,tcp_flags\n"
            + "1700000100,0,129080231,1,116,128737946,128738007,192.0.2.64,198.51.100.15,63881,161,17,0\n"
            + "1700000100,0,129080231,1,116,128737946,128738009,192.0.2.64,198.51.100.15,63882,161,17,0\n",
            IsTable: true, EndBeforeStart: ("128738007", "128737900")),
        ["Silk"] = new(
            "sIP|dIP|sPort|dPort|pro|packets|bytes|flags|sTime|eTime|\n"
            + "192.0.2.4|198.51.100.9|40000|443|6|9|900|FS PA   |2009/02/12T00:00:00.100|2009/02/12T00:00:30.600|\n"
            + "192.0.2.4|198.51.100.9|40001|443|6|9|900|FS PA   |2009/02/12T00:00:00.100|2009/02/12T00:00:31.600|\n",
            IsTable: true, EndBeforeStart: ("00:30.600", "00:00.050")),
        ["NfStream"] = new(
            "src_ip,src_port,dst_ip,dst_port,protocol,bidirectional_first_seen_ms,bidirectional_duration_ms,"
            + "src2dst_packets,src2dst_bytes,dst2src_packets,dst2src_bytes,application_name\n"
            + "10.0.0.1,50123,192.0.2.9,443,6,1709373600125,5120,4,500,6,1000,TLS\n"
            + "10.0.0.1,50124,192.0.2.9,443,6,1709373600125,5120,4,500,6,1000,DNS\n",
            IsTable: true, EndBeforeStart: (",5120,", ",-5120,")),
        ["IpfixProbe"] = new(
            "ipaddr DST_IP,ipaddr SRC_IP,uint64 BYTES,time TIME_FIRST,time TIME_LAST,uint32 PACKETS,uint16 DST_PORT,"
            + "uint16 SRC_PORT,uint8 PROTOCOL\n"
            + "198.51.100.15,192.0.2.64,180,2022-12-20T09:36:00.500000,2022-12-20T09:36:00.700000,3,443,50000,6\n"
            + "198.51.100.15,192.0.2.65,180,2022-12-20T09:36:00.400000,2022-12-20T09:36:00.500000,3,443,50000,6\n",
            IsTable: true, EndBeforeStart: ("00.700000", "00.100000")),
        ["AwsVpc"] = new(
            "version interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n"
            + "2 eni-0a 192.0.2.64 198.51.100.15 50000 443 6 3 180 1700000100 1700000160 ACCEPT OK\n"
            + "2 eni-0a 192.0.2.65 198.51.100.15 50001 443 6 3 180 1700000100 1700000170 ACCEPT OK\n",
            IsTable: true, EndBeforeStart: ("1700000160", "1700000099")),
        ["WindowsFirewall"] = new(
            "#Fields: date time action protocol src-ip dst-ip src-port dst-port size\n"
            + "2022-08-13 07:26:52 DROP TCP 203.0.113.52 10.12.13.14 28126 3390 52\n"
            + "2022-08-13 07:26:53 ALLOW UDP 203.0.113.52 10.12.13.14 28127 3390 52\n",
            IsTable: true),
        ["Netfilter"] = new(Netfilter(1) + Netfilter(2)),
        ["Pf"] = new(Pf(1) + Pf(2)),
        ["IscxXml"] = new(
            "<dataroot>" + Iscx("09:00:05") + Iscx("09:00:06") + "</dataroot>\n", IsLines: false,
            EndBeforeStart: ("09:00:05", "08:59:59")),
        ["Kdd"] = new(
            "0,tcp,http,SF,181,5450" + KddRest + "5,udp,domain_u,SF,105,146" + KddRest, IsTable: true,
            EndBeforeStart: ("5,udp", "-5,udp")),
        ["UnswNb15"] = new(
            "dur,proto,service,state,spkts,dpkts,sbytes,dbytes,sttl,ct_state_ttl,ct_srv_src,attack_cat,label\n"
            + "0.5,tcp,-,FIN,6,4,258,172,252,1,1,Normal,0\n0.7,tcp,http,FIN,6,4,258,172,252,1,1,Fuzzers,1\n",
            IsTable: true, EndBeforeStart: ("0.7,tcp", "-0.7,tcp")),
        ["CicFlowMeter"] = new(
            CicTable.Header(CicTable.New) + CicTable.Row(CicTable.New, ("Flow Duration", "77"))
            + CicTable.Row(CicTable.New, ("Label", "Bot"), ("Flow Duration", "78")),
            IsTable: true, EndBeforeStart: (",77,", ",-77,")),
        ["NfV2"] = new(
            "IPV4_SRC_ADDR,L4_SRC_PORT,IPV4_DST_ADDR,L4_DST_PORT,PROTOCOL,L7_PROTO,IN_BYTES,IN_PKTS,OUT_BYTES,OUT_PKTS,"
            + "TCP_FLAGS,FLOW_DURATION_MILLISECONDS,Label,Attack\n"
            + "59.166.0.2,4894,149.171.126.3,53,17,5.0,146,2,178,2,0,1250,1,Exploits\n"
            + "59.166.0.2,4895,149.171.126.3,53,17,5.0,146,2,178,2,0,1251,0,Benign\n",
            IsTable: true, EndBeforeStart: (",1250,", ",-1250,")),
        ["Json"] = new(
            Own("30") + Own("40"), EndBeforeStart: ("\"Duration\":30", "\"Duration\":-30")),
        ["Csv"] = new(
            "start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes\n"
            + "2024-01-01 00:00:00,2024-01-01 00:00:05,192.0.2.4,198.51.100.9,40000,443,6,27,9,900\n"
            + "2024-01-01 00:00:00,2024-01-01 00:00:06,192.0.2.4,198.51.100.9,40001,443,6,27,9,900\n",
            IsTable: true, EndBeforeStart: ("2024-01-01 00:00:05", "2023-12-31 23:59:59")),
    };

    /// <summary>A table as Import-Csv and Export-Csv leave it: commas, and quotes around every cell.</summary>
    public static string Quote(string content)
    {
        var lines = content.Replace("#Fields: ", "", StringComparison.Ordinal).TrimEnd('\n').Split('\n');
        var separator = lines[0].Contains('|', StringComparison.Ordinal) ? '|'
            : lines[0].Contains(',', StringComparison.Ordinal) ? ','
            : ' ';
        return string.Concat(
            lines.Select(
                line => string.Join(',', line.TrimEnd('|').Split(separator).Select(cell => $"\"{cell}\"")) + "\r\n"));
    }

    private static string Suricata(string start, string end) =>
        "{\"timestamp\":\"2023-11-14T22:15:05.000000+0000\",\"flow_id\":1,\"event_type\":\"flow\"," + Json
        + "\"proto\":\"TCP\",\"flow\":{\"pkts_toserver\":1,\"pkts_toclient\":1,"
        + "\"bytes_toserver\":80,\"bytes_toclient\":150,"
        + $"\"start\":\"2023-11-14T22:15:{start}+0000\",\"end\":\"2023-11-14T22:15:{end}+0000\"}}}}\n";

    private static string Gcp(string start, string end) =>
        "{\"jsonPayload\":{\"connection\":{" + Json + "\"protocol\":6},\"bytes_sent\":\"900\",\"packets_sent\":\"9\","
        + $"\"start_time\":\"2024-01-01T00:00:{start}Z\",\"end_time\":\"2024-01-01T00:00:{end}Z\"}}}}\n";

    private static string Own(string seconds) =>
        "{\"Start\":\"2026-03-02T00:01:27Z\",\"Duration\":" + seconds + ",\"Protocol\":\"tcp\",\"SourceAddress\":"
        + "\"192.0.2.4\",\"SourcePort\":40000,\"DestinationAddress\":\"198.51.100.9\",\"DestinationPort\":443}\n";

    private static string Netfilter(int second) =>
        $"2024-03-02T10:00:0{second}.000000+00:00 host kernel: IN=eth0 OUT= SRC=10.0.0.1 DST=192.0.2.9 LEN=60 TTL=64 "
        + "PROTO=TCP SPT=50123 DPT=443 SYN URGP=0\n";

    private static string Pf(int second) =>
        $"2024-03-02T10:00:0{second}.000000+00:00 host filterlog[123]: 5,,,1000,em0,match,block,in,"
        + "4,0x0,,64,1,0,none,6,"
        + "tcp,60,10.0.0.1,192.0.2.9,50123,443,0,S,1,,64240,,mss\n";

    private static string Iscx(string end) =>
        "<flow><appName>DNS</appName><totalSourceBytes>80</totalSourceBytes><totalDestinationBytes>150"
        + "</totalDestinationBytes><source>192.0.2.4</source><protocolName>udp_ip</protocolName><sourcePort>5000"
        + "</sourcePort><destination>198.51.100.9</destination><destinationPort>53</destinationPort>"
        + $"<startDateTime>2010-06-14T09:00:00</startDateTime><stopDateTime>2010-06-14T{end}</stopDateTime>"
        + "<Tag>Normal</Tag></flow>";
}
