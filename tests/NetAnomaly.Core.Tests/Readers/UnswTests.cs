using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class UnswTests
{
    private const string RawHeader =
        "srcip,sport,dstip,dsport,proto,state,dur,sbytes,dbytes,sttl,dttl,sloss,dloss,service,Sload,Dload,Spkts,Dpkts,swin,dwin,stcpb,dtcpb,smeansz,dmeansz,"
        + "trans_depth,res_bdy_len,Sjit,Djit,Stime,Ltime,Sintpkt,Dintpkt,tcprtt,synack,ackdat,is_sm_ips_ports,ct_state_ttl,ct_flw_http_mthd,is_ftp_login,"
        + "ct_ftp_cmd,ct_srv_src,ct_srv_dst,ct_dst_ltm,ct_src_ "
        + "ltm,ct_src_dport_ltm,ct_dst_sport_ltm,ct_dst_src_ltm,attack_cat,Label\n";

    private const string RawRow =
        "10.1.0.1,4000,10.2.0.2,53,udp,CON,1.5,130,170,31,29,0,0,dns,500.5,600.5,2,3,0,0,0,0,65,56,0,0,0,0,1421927414,1421927416,0.5,0.25,0,0,0,0,0, ,,"
        + " ,3,7,1,9,1,1,1,,0\n";

    private const string PartitionHeader =
        "id,dur,proto,service,state,spkts,dpkts,sbytes,dbytes,rate,sttl,dttl,sload,dload,sloss,dloss,sinpkt,dinpkt,sjit,djit,swin,stcpb,dtcpb,dwin,tcprtt,"
        + "synack,ackdat,smean,dmean,trans_depth,response_body_len,ct_srv_src,ct_state_ttl,ct_dst_ltm,ct_src_dport_ltm,ct_dst_sport_ltm,ct_dst_src_ltm,"
        + "is_ftp_login,ct_ftp_cmd,ct_flw_http_mthd,ct_src_ltm,ct_srv_dst,is_sm_ips_ports,attack_cat,label\n";

    private const string PartitionRow =
        "1,0.5,tcp,-,FIN,6,4,258,172,14.2,252,254,4000,2000,0,0,24,8,30,11,255,621,220,255,0.1,0.05,0.05,43,43,0,0,1,0,1,1,1,1,0,0,0,1,1,0,Exploits,1\n";

    [Theory]
    [InlineData("")]
    [InlineData(RawHeader)]
    [InlineData("﻿" + RawHeader)]
    public void A_raw_row_is_a_whole_flow_that_carries_its_features(string header)
    {
        using var file = new TemporaryFile(header + RawRow);
        Assert.Equal("UnswNb15", FlowFile.Sniff(file.Path));
        var flow = Assert.Single(file.Flows());
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(
            ("10.1.0.1", 4000, "10.2.0.2", 53),
            (flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort));
        Assert.Equal(
            (new DateTime(2015, 1, 22, 11, 50, 14, DateTimeKind.Utc), TimeSpan.FromSeconds(1.5)),
            (flow.Start, flow.Duration));
        Assert.Equal((300, 130, 5, 2), (flow.Bytes, flow.SourceBytes, flow.Packets, flow.SourcePackets));
        Assert.Equal(("udp", "CON", "dns", "Normal"), (flow.Protocol, flow.State, flow.Service, flow.Label));
        var features = flow.Features!;
        Assert.Equal(["udp", "CON", "dns"], features.Categories);
        Assert.Equal(
            (500.5f, 65f, 0.5f, 9f),
            (features["sload"], features["smean"], features["sinpkt"], features["ct_src_ltm"]));
        Assert.Equal(
            (float.NaN, float.NaN, float.NaN),
            (features["ct_flw_http_mthd"], features["is_ftp_login"], features["ct_ftp_cmd"]));
        Assert.All(new[] { "srcip", "sport", "stime", "id", "label", "rate" }, name => Assert.Null(features[name]));
    }

    [Fact]
    public void A_row_of_the_partition_is_a_flow_without_place_or_time()
    {
        using var file = new TemporaryFile(PartitionHeader + PartitionRow);
        Assert.Equal("UnswNb15", FlowFile.Sniff(file.Path));
        var flow = Assert.Single(file.Flows());
        Assert.Equal((DateTime.UnixEpoch, "-", "-"), (flow.Start, flow.SourceAddress, flow.DestinationAddress));
        Assert.Equal(
            (TimeSpan.FromSeconds(0.5), 430, 258, 10, 6),
            (flow.Duration, flow.Bytes, flow.SourceBytes, flow.Packets, flow.SourcePackets));
        Assert.Equal(("tcp", "FIN", null, "Exploits"), (flow.Protocol, flow.State, flow.Service, flow.Label));
        Assert.Equal(["tcp", "FIN", "-"], flow.Features!.Categories);
        Assert.Equal((14.2f, null), (flow.Features["rate"], flow.Features["id"]));
    }

    [Fact]
    public void Both_forms_have_the_same_columns_but_for_the_rate()
    {
        var raw = Assert.Single(TemporaryFile.Read(RawRow).Flows).Features!.Schema;
        var partition = Assert.Single(TemporaryFile.Read(PartitionHeader + PartitionRow).Flows).Features!.Schema;
        Assert.Equal(["rate"], partition.Numbers.Except(raw.Numbers));
        Assert.Empty(raw.Numbers.Except(partition.Numbers));
        Assert.Equal(partition.Categories, raw.Categories);
    }

    [Theory]
    [InlineData(",,0\n", "Normal")]
    [InlineData(",,1\n", "Attack")]
    [InlineData(", Fuzzers ,1\n", "Fuzzers")]
    public void The_label_is_the_category_of_the_attack_or_what_the_mark_says(string end, string label) =>
        Assert.Equal(
            label,
            Assert.Single(TemporaryFile.Read(RawRow.Replace(",,0\n", end, StringComparison.Ordinal)).Flows).Label);

    [Fact]
    public void Ports_in_hexadecimal_and_ports_left_out_are_understood()
    {
        var flows = TemporaryFile.Read(
            RawRow.Replace(",53,", ",0xc0a8,", StringComparison.Ordinal) + RawRow.Replace(
                ",53,", ",-,", StringComparison.Ordinal)).Flows;
        Assert.Equal([0xc0a8, null], flows.Select(flow => flow.DestinationPort));
    }

    [Fact]
    public void Bad_rows_are_rejected_with_their_line_and_the_rest_is_read()
    {
        var (flows, rejects) = TemporaryFile.Read(
            RawHeader
            + RawRow.Replace("500.5", "fast", StringComparison.Ordinal)
            + RawRow.Replace("1421927414", "soon", StringComparison.Ordinal)
            + RawRow.Replace(",,0\n", ",,2\n", StringComparison.Ordinal)
            + PartitionRow
            + RawHeader
            + RawRow);
        Assert.Equal(7, Assert.Single(flows).Line);
        Assert.Equal(
            [
                (2, "Sload 'fast' is not a number"), (3, "Stime 'soon' is not a time"),
                (4, "Label '2' is neither 0 nor 1"), (5, "it has 45 columns where the format has 49"),
            ],
            rejects.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public void A_damaged_first_row_does_not_hide_the_format()
    {
        using var file = new TemporaryFile("damage\n" + RawRow);
        Assert.Equal("UnswNb15", FlowFile.Sniff(file.Path));
        Assert.Equal(2, Assert.Single(file.Flows()).Line);
        Assert.Equal(1, Assert.Single(file.Rejects.Rows).Line);
    }
}
