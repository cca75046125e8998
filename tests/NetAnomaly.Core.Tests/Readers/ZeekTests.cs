using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class ZeekTests
{
    private const string Header =
        "#separator "
            + "\\x09\n#set_separator\t,\n#empty_field\t(empty)\n#unset_field\t-\n#path\tconn\n#open\t2024-08-16-09-45-01\n" + Fields + "\n#types\ttime\tstring\n";

    private const string Fields =
        "#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tservice\tduration\torig_bytes\tresp_bytes\tconn_state\torig_pkts\torig_ip_bytes\tresp_pkts\tresp_ip_bytes";

    private const string Row = "1545403848.981338\tCDrkrS\t192.168.1.195\t41040\t185.244.25.235\t80\ttcp\thttp\t1.477656\t149\t128252\tSF\t94\t5525\t96\t139044";

    private const string Json =
        """{"ts":1591425399.925532,"uid":"C73J","id.orig_h":"FE80::a179:b3ff:199:2314","id.orig_p":52918,"id.resp_h":"ff02::1:3","id.resp_p":5355,"proto":"udp","service":"dns","duration":9.5367431640625e-07,"orig_bytes":48,"resp_bytes":0,"conn_state":"S0","local_orig":true,"tunnel_parents":["a","b"],"orig_pkts":2,"orig_ip_bytes":144,"resp_pkts":0,"resp_ip_bytes":0}""";

    [Fact]
    public void A_row_becomes_a_flow_with_bytes_of_whole_packets()
    {
        var (flows, rejects) = TemporaryFile.Read(Header + Row + "\n#close\t2024-08-16-09-45-02\n");
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal(new DateTime(2018, 12, 21, 14, 50, 48, DateTimeKind.Utc).AddMicroseconds(981338), flow.Start);
        Assert.Equal(TimeSpan.FromMicroseconds(1477656), flow.Duration);
        Assert.Equal(
            ("192.168.1.195", 41040, "185.244.25.235", 80),
            (flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort));
        Assert.Equal((144569, 5525, 139044), (flow.Bytes, flow.SourceBytes, flow.DestinationBytes));
        Assert.Equal((190, 94), (flow.Packets, flow.SourcePackets));
        Assert.Equal(("tcp", "http", "SF"), (flow.Protocol, flow.Service, flow.State));
        Assert.Null(flow.Label);
        Assert.Equal(9, flow.Line);
    }

    [Fact]
    public void Payload_bytes_stand_in_where_there_are_no_others()
    {
        var (flows, _) = TemporaryFile.Read(
            Header + Row.Replace("5525", "-", StringComparison.Ordinal)
                .Replace("139044", "-", StringComparison.Ordinal));
        Assert.Equal((128401, 149), (Assert.Single(flows).Bytes, flows[0].SourceBytes));
    }

    [Fact]
    public void Values_that_are_unset_or_empty_are_absent()
    {
        const string row =
            "1545403848\tC\t192.168.1.195\t41040\t185.244.25.235\t80\ttcp\t(empty)\t-\t-\t-\tS0\t3\t180\t0\t0\n";
        var (flows, rejects) = TemporaryFile.Read(Header + row);
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Null(flow.Service);
        Assert.Equal(TimeSpan.Zero, flow.Duration);
        Assert.Equal(180, flow.Bytes);
    }

    [Fact]
    public void The_header_says_separator_and_the_mark_for_unset()
    {
        var (flows, rejects) = TemporaryFile.Read((Header + Row).Replace("\\x09", "\\x7c", StringComparison.Ordinal)
            .Replace('\t', '|')
            .Replace("#unset_field|-", "#unset_field|?", StringComparison.Ordinal)
            .Replace("|http|", "|?|", StringComparison.Ordinal));
        Assert.Empty(rejects);
        Assert.Null(Assert.Single(flows).Service);
        Assert.Equal(94, flows[0].SourcePackets);
    }

    [Fact]
    public void A_second_header_changes_the_columns()
    {
        const string second = "#separator \\x09\n#path\tconn\n#fields\tid.resp_h\tid.orig_h\tproto\tts\tconn_state\n";
        var (flows, rejects) = TemporaryFile.Read(
            Header + Row + "\n#close\tnow\n" + second + "10.0.0.2\t10.0.0.1\ticmp\t1545403849\tOTH\n");
        Assert.Empty(rejects);
        Assert.Equal(["185.244.25.235", "10.0.0.2"], flows.Select(flow => flow.DestinationAddress));
        Assert.Equal(14, flows[1].Line);
    }

    [Theory]
    [InlineData("\tlabel\tdetailedlabel", "\tMalicious\tFrom_malicious", "Malicious From_malicious")]
    [InlineData("\tlabel\tdetailed-label", "\tBenign\t-", "Benign")]
    [InlineData("\tlabel\tdetailedlabel", "\tUnknown\t(empty)", "Unknown")]
    [InlineData("\ttunnel_parents   label   detailed-label", "\t-   Malicious   C&C", "Malicious C&C")]
    [InlineData("\ttunnel_parents   label   detailed-label", "\t-   Benign   -", "Benign")]
    [InlineData("\tlabel", "\t-", null)]
    public void A_label_is_followed_by_its_detail(string fields, string values, string? label)
    {
        var (flows, rejects) = TemporaryFile.Read(
            Header.Replace(Fields, Fields + fields, StringComparison.Ordinal) + Row + values);
        Assert.Empty(rejects);
        Assert.Equal(label, Assert.Single(flows).Label);
    }

    [Theory]
    [InlineData("41040", "99999", "id.orig_p '99999' is out of range (0 to 65535)")]
    [InlineData("1545403848.981338", "then", "ts 'then' is not a time")]
    [InlineData("192.168.1.195", "-", "id.orig_h is empty")]
    [InlineData("\t139044", "", "it has 15 columns where #fields names 16")]
    public void A_bad_row_is_rejected_and_the_good_ones_are_kept(string good, string bad, string reason)
    {
        var (flows, rejects) = TemporaryFile.Read(
            Header + Row.Replace(good, bad, StringComparison.Ordinal) + "\n" + Row);
        Assert.Equal((9L, reason), (Assert.Single(rejects).Line, rejects[0].Reason));
        Assert.Equal(10, Assert.Single(flows).Line);
    }

    [Fact]
    public void A_bundle_with_a_value_missing_is_rejected()
    {
        var (_, rejects) = TemporaryFile.Read(
            Header.Replace(
                Fields, Fields + "\ttunnel_parents   label   detailed-label",
                StringComparison.Ordinal) + Row + "\t-   Benign");
        Assert.Contains("3 values", Assert.Single(rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_JSON_becomes_a_flow()
    {
        var (flows, rejects) = TemporaryFile.Read(Json);
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal(DateTime.UnixEpoch.AddTicks(15914253999255320), flow.Start);
        Assert.Equal(TimeSpan.FromTicks(9), flow.Duration);
        Assert.Equal(
            ("fe80::a179:b3ff:199:2314", 52918, "ff02::1:3", 5355),
            (flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort));
        Assert.Equal((144, 144, 2), (flow.Bytes, flow.SourceBytes, flow.Packets));
        Assert.Equal(("udp", "dns", "S0"), (flow.Protocol, flow.Service, flow.State));
    }

    [Fact]
    public void Times_in_JSON_may_be_text()
    {
        var (flows, _) = TemporaryFile.Read(
            Json.Replace("1591425399.925532", "\"2020-06-06T06:36:39.925532Z\"", StringComparison.Ordinal));
        Assert.Equal(DateTime.UnixEpoch.AddTicks(15914253999255320), Assert.Single(flows).Start);
    }

    [Theory]
    [InlineData("{\"ts\":", "it is not a JSON object: the fault is at byte 7")]
    [InlineData("{\"ts\":1591425399}", "it has no source address")]
    [InlineData("{\"ts\":1591425399,\"id.orig_p\":-4}", "id.orig_p '-4' is negative")]
    [InlineData("{\"proto\":\"\\ud800\"}", "it is not a JSON object: a text in it is not valid Unicode")]
    public void A_bad_line_of_JSON_is_rejected_and_the_good_ones_are_kept(string bad, string reason)
    {
        var (flows, rejects) = TemporaryFile.Read(Json + "\n" + bad + "\n\n" + Json);
        Assert.Equal([1, 4], flows.Select(flow => flow.Line));
        Assert.Equal((2L, reason), (Assert.Single(rejects).Line, rejects[0].Reason));
    }

    [Fact]
    public void Text_behind_a_JSON_object_is_a_fault()
    {
        var (flows, rejects) = TemporaryFile.Read(Json + "\n" + Json + "}");
        Assert.Single(flows);
        Assert.Equal(2, Assert.Single(rejects).Line);
    }

    [Theory]
    [InlineData("#separator "
        + "\\x09\n#path\tdns\n#fields\tts\tuid\tid.orig_h\tid.orig_p\tid.resp_h\tid.resp_p\tproto\tquery\n")]
    [InlineData("""{"ts":1591425399.9,"uid":"C","id.orig_h":"10.0.0.1","id.orig_p":1,"id.resp_h":"10.0.0.2","id.resp_p":53,"proto":"udp","query":"a.example"}""")]
    public void Other_logs_of_Zeek_are_not_taken_for_connections(string content)
    {
        using var file = new TemporaryFile(content);
        Assert.Equal(FlowFileFault.UnknownFormat, file.ReadUntilError().Error.Fault);
    }

    [Theory]
    [InlineData(Row + "\n" + Row, 2)]
    [InlineData("#fields\tts\tuid\n" + Row, 1)]
    public void Asked_for_by_name_a_log_without_the_columns_of_a_flow_is_refused(string content, long line)
    {
        using var file = new TemporaryFile(content);
        var (_, error) = file.ReadUntilError(new FlowReadOptions { Format = "Zeek" });
        Assert.Equal((FlowFileFault.MissingColumn, line), (error.Fault, error.Line));
    }
}
