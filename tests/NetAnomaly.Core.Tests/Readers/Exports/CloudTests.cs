using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers.Exports;

public sealed class CloudTests
{
    [Fact]
    public void AWS_default_records_need_no_header_and_those_without_data_are_passed_over()
    {
        var flows = ExportText.Read(
            "AwsVpc",
            "2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1709373600 "
                + "1709373660 ACCEPT OK\n"
            + "2 123456789010 eni-1235b8ca123456789 172.31.9.69 172.31.9.12 49761 3389 6 20 4249 1709373600 "
            + "1709373660 REJECT OK\n"
            + "2 123456789010 eni-1235b8ca123456789 - - - - - - - 1709373600 1709373660 - NODATA\n"
            + "2 123456789010 eni-11111111aaaaaaaaa - - - - - - - 1709373600 1709373660 - SKIPDATA\n"
            + "2 123456789010 eni-1235b8ca123456789 172.31.16.139 203.0.113.12 0 0 1 4 336 1709373600 1709373660 "
            + "ACCEPT OK\n");
        Assert.Equal(
            [
                "2024-03-02T10:00:00.000+60 tcp 172.31.16.139:20641 > 172.31.16.21:22 4249()B 20()p ACCEPT//",
                "2024-03-02T10:00:00.000+60 tcp 172.31.9.69:49761 > 172.31.9.12:3389 4249()B 20()p REJECT//",
                "2024-03-02T10:00:00.000+60 icmp 172.31.16.139:0 > 203.0.113.12:0 336()B 4()p ACCEPT//",
            ],
            flows.Select(ExportText.Show));
    }

    [Fact]
    public void AWS_custom_fields_are_found_by_the_header()
    {
        var flows = ExportText.Read(
            "AwsVpc",
            "version vpc-id interface-id pkt-srcaddr srcaddr srcport dstaddr pkt-dstaddr dstport protocol tcp-flags "
                + "start end bytes packets flow-direction pkt-dst-aws-service log-status\n"
            + "5 vpc-abcdefab012345678 eni-1235b8ca123456789 10.0.0.62 10.0.0.220 43416 10.1.1.1 203.0.113.7 443 6 "
            + "19 1709373600 1709373602 568 8 egress S3 OK\n"
            + "5 - eni-1235b8ca123456789 - - - - - - - - 1709373600 1709373602 - - - - NODATA\n");
        Assert.Equal(
            "2024-03-02T10:00:00.000+2 tcp 10.0.0.220:43416 > 10.1.1.1:443 568()B 8()p FSA/S3/",
            ExportText.Show(Assert.Single(flows)));
    }

    [Fact]
    public void AWS_packet_addresses_stand_in_where_there_are_no_others() => Assert.Equal(
        "10.0.0.62",
        Assert.Single(
            ExportText.Read(
                "AwsVpc",
                "pkt-srcaddr pkt-dstaddr protocol start end\n10.0.0.62 203.0.113.7 6 1709373600 1709373602\n")).SourceAddress);

    [Fact]
    public void AWS_lines_with_CloudWatchs_time_before_them_are_read() => Assert.Equal(
        "2024-03-02T10:00:00.000+60 tcp 172.31.16.139:20641 > 172.31.16.21:22 4249()B 20()p ACCEPT//",
        ExportText.Show(
            Assert.Single(
                ExportText.Read(
                    "AwsVpc",
                    "2024-03-02T10:02:00.000Z 2 123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 "
                        + "22 6 20 4249 1709373600 1709373660 ACCEPT OK\n"))));

    [Fact]
    public void Azure_tuples_of_security_groups_are_flows()
    {
        const string content = """
            {"records":[{"time":"2024-03-02T10:01:00.0000000Z","systemId":"a0fca5ce-022c-47b1-9735-89943b42f2fa","category":"NetworkSecurityGroupFlowEvent","resourceId":"/SUBSCRIPTIONS/X","operationName":"NetworkSecurityGroupFlowEvents","properties":{"Version":2,"flows":[{"rule":"DefaultRule_AllowInternetOutBound","flows":[{"mac":"000D3AF87856","flowTuples":[
            "1709373600,10.0.0.4,13.67.143.118,44931,443,T,O,A,B,,,,",
            "1709373601,10.0.0.4,13.67.143.117,44932,443,U,O,A,E,1,66,2,200"]}]},
            {"rule":"DefaultRule_DenyAllInBound","flows":[{"mac":"000D3AF87856","flowTuples":["1709373602,185.170.185.105,10.2.0.4,35370,23,T,I,D,B,,,,","nonsense"]}]}]}}]}
            """;
        var (flows, rejects) = ExportText.ReadAll("AzureFlow", content);
        Assert.Equal(
            [
                "2024-03-02T10:00:00.000+0 tcp 10.0.0.4:44931 > 13.67.143.118:443 ()B ()p A_B//",
                "2024-03-02T10:00:01.000+0 udp 10.0.0.4:44932 > 13.67.143.117:443 266(66)B 3(1)p A_E//",
                "2024-03-02T10:00:02.000+0 tcp 185.170.185.105:35370 > 10.2.0.4:23 ()B ()p D_B//",
            ],
            flows.Select(ExportText.Show));
        Assert.Equal((4L, "nonsense"), (Assert.Single(rejects).Line, rejects[0].Text));
    }

    [Fact]
    public void Azure_tuples_of_version_1_and_of_virtual_networks_are_flows()
    {
        Assert.Equal(
            "2024-03-02T10:00:00.000+0 tcp 10.0.0.4:44931 > 13.67.143.118:443 ()B ()p A//",
            ExportText.Show(
                Assert.Single(
                    ExportText.Read(
                        "AzureFlow",
                        """{"records":[{"properties":{"Version":1,"flows":[{"rule":"r","flows":[{"mac":"0","flowTuples":["1709373600,10.0.0.4,13.67.143.118,44931,443,T,O,A"]}]}]}}]}"""))));
        Assert.Equal(
            "2024-03-02T10:00:00.599+0 tcp 10.0.0.6:23956 > 52.239.184.180:443 12084(6012)B 30(12)p E//",
            ExportText.Show(
                Assert.Single(
                    ExportText.Read(
                        "AzureFlow",
                        """{"records":[{"time":"2024-03-02T10:01:00Z","flowLogVersion":4,"category":"FlowLogFlowEvent","flowRecords":{"flows":[{"aclID":"00000000-1234-abcd-ef00-c1c2c3c4c5c6","flowGroups":[{"rule":"r","flowTuples":["1709373600599,10.0.0.6,52.239.184.180,23956,443,6,O,E,NX,12,6012,18,6072"]}]}]}}]}"""))));
    }

    private const string Gcp = """{"insertId":"1","jsonPayload":{"bytes_sent":"1500","connection":{"dest_ip":"192.0.2.9","dest_port":443,"protocol":6,"src_ip":"10.0.0.1","src_port":50123},"end_time":"2024-03-02T10:00:05.245Z","packets_sent":"10","reporter":"SRC","rtt_msec":"3","start_time":"2024-03-02T10:00:00.125Z"},"logName":"projects/p/logs/compute.googleapis.com%2Fvpc_flows","timestamp":"2024-03-02T10:00:10Z"}""";

    [Theory]
    [InlineData("", "\n")]
    [InlineData("[", "]")]
    [InlineData("[\n  ", "\n]\n")]
    public void GCP_flows_are_read_as_lines_and_as_an_array(string before, string after) => Assert.Equal(
        "2024-03-02T10:00:00.125+5.12 tcp 10.0.0.1:50123 > 192.0.2.9:443 1500()B 10()p //",
        ExportText.Show(Assert.Single(ExportText.Read("GcpVpc", before + Gcp + after))));

    [Fact]
    public void JSON_of_other_kinds_is_read_by_a_map_of_paths()
    {
        const string one = """{"when":"2024-03-02T10:00:00Z","net":{"from":{"ip":"10.0.0.1"},"to":"10.0.0.2","octets":12},"tags":["a",{"b":1}]}""";
        var options = new FlowReadOptions
        {
            Columns = new ColumnMap
            {
                Start = "when", Source = "net.from.ip", Destination = "NET.TO", Bytes = "net.octets",
            },
        };
        foreach (
            var content in (string[])
            [
                one + "\n" + one + "\n", "[" + one + "," + one + "]",
                one.Replace(",", ",\n", StringComparison.Ordinal) + one,
            ])
        {
            var (flows, rejects) = TemporaryFile.Read(content, options);
            Assert.Empty(rejects);
            Assert.Equal(2, flows.Count);
            Assert.All(
                flows,
                flow => Assert.Equal(
                    ("10.0.0.1", "10.0.0.2", 12), (flow.SourceAddress, flow.DestinationAddress, flow.Bytes)));
        }
    }

    [Fact]
    public void JSON_of_other_kinds_is_of_no_known_format_without_a_map()
    {
        using var file = new TemporaryFile("{\"a\":1}\n");
        var error = file.ReadUntilError().Error;
        Assert.Equal(FlowFileFault.UnknownFormat, error.Fault);
        Assert.Contains("-ColumnMap", error.Remedy, StringComparison.Ordinal);
    }
}
