namespace NetAnomaly.Core.Tests.Readers.Exports;

public sealed class SuricataTests
{
    private const string Flow = """{"timestamp":"2024-03-02T10:01:05.765752+0100","flow_id":2081349520174904,"in_iface":"eth0","event_type":"flow","src_ip":"10.0.0.5","src_port":36104,"dest_ip":"192.0.2.7","dest_port":443,"proto":"TCP","app_proto":"tls","flow":{"pkts_toserver":7,"pkts_toclient":5,"bytes_toserver":900,"bytes_toclient":4100,"start":"2024-03-02T10:00:00.250000+0100","end":"2024-03-02T10:00:03.500000+0100","age":3,"state":"closed","reason":"timeout","alerted":false},"tcp":{"tcp_flags":"1b","tcp_flags_ts":"1b","tcp_flags_tc":"1a","syn":true}}""";
    private const string Netflow = """{"timestamp":"2024-03-02T10:01:05.765752+0000","flow_id":1,"event_type":"netflow","src_ip":"10.0.0.5","dest_ip":"fe80::1","proto":"IPv6-ICMP","icmp_type":128,"icmp_code":0,"netflow":{"pkts":3,"bytes":312,"start":"2024-03-02T10:00:00.000000+0000","end":"2024-03-02T10:00:02.000000+0000","age":2,"min_ttl":64,"max_ttl":64}}""";
    private const string Alert = """{"timestamp":"2024-03-02T10:01:05.765752+0000","flow_id":1,"event_type":"alert","src_ip":"10.0.0.5","dest_ip":"10.0.0.6","proto":"UDP","alert":{"signature":"x"},"flow":{"pkts_toserver":1,"start":"2024-03-02T10:01:05.765752+0000"}}""";
    private const string Stats =
        """{"timestamp":"2024-03-02T10:01:06.000000+0000","event_type":"stats","stats":{"uptime":5}}""";

    [Fact]
    public void Flow_events_have_both_directions_and_both_sides_flags() => Assert.Equal(
        "2024-03-02T09:00:00.250+3.25 tcp 10.0.0.5:36104 > 192.0.2.7:443 5000(900)B 12(7)p FSPA_SPA/tls/",
        ExportText.Show(Assert.Single(ExportText.Read("Suricata", Flow + "\n"))));

    [Fact]
    public void Netflow_events_count_one_direction_and_keep_type_and_code_of_ICMP() => Assert.Equal(
        "2024-03-02T10:00:00.000+2 ipv6-icmp 10.0.0.5: > fe80::1:32768 312()B 3()p //",
        ExportText.Show(Assert.Single(ExportText.Read("Suricata", Netflow + "\n"))));

    [Fact]
    public void Events_of_other_types_are_passed_over_and_are_no_bad_rows()
    {
        var flows = ExportText.Read("Suricata", string.Join('\n', Stats, Alert, Flow, Alert, Netflow));
        Assert.Equal([3, 5], flows.Select(flow => flow.Line));
    }

    [Fact]
    public void A_file_of_alerts_only_holds_no_flows() => Assert.Empty(ExportText.Read("Suricata", Alert + "\n"));

    [Fact]
    public void A_flow_without_TCP_flags_has_its_state() => Assert.Equal(
        "established",
        Assert.Single(
            ExportText.Read(
                "Suricata",
                Flow.Replace("closed", "established", StringComparison.Ordinal)
                    .Replace("\"tcp\":{", "\"tls\":{", StringComparison.Ordinal))).State);

    [Fact]
    public void A_bad_line_costs_itself_only()
    {
        var (flows, rejects) = ExportText.ReadAll(
            "Suricata",
            string.Join('\n', Flow, Flow[..300], Flow.Replace("36104", "-1", StringComparison.Ordinal), Flow));
        Assert.Equal([1, 4], flows.Select(flow => flow.Line));
        Assert.Equal([2, 3], rejects.Select(reject => reject.Line));
        Assert.Contains("is not a JSON object", rejects[0].Reason, StringComparison.Ordinal);
        Assert.Equal("src_port '-1' is negative", rejects[1].Reason);
    }
}
