using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class KddTests
{
    // 41 features: duration, protocol, service, flag, bytes both ways, then counts and rates.
    private const string Features = "2,tcp,ftp_data,SF,1200,34,0,0,0,0,0,1,0,0,0,0,0,0,0,0,0,0,5,6,0.10,0.00,0.00,0.25,1.00,0.00,0.00,150,25,0.17,0.03,0.17,0.00,0.00,0.00,0.05,0.75";

    [Theory]
    [InlineData(Features + ",normal,21\n", "normal")]
    [InlineData(Features + ",normal.\n", "normal")]
    [InlineData(Features + ",buffer_overflow.\r\n", "buffer_overflow")]
    [InlineData(Features + "\n", null)]
    public void The_name_of_the_attack_is_the_label(string content, string? label)
    {
        using var file = new TemporaryFile(content);
        Assert.Equal("Kdd", FlowFile.Sniff(file.Path));
        Assert.Equal(label, Assert.Single(file.Flows()).Label);
        Assert.Empty(file.Rejects.Rows);
    }

    [Fact]
    public void A_row_is_a_flow_without_place_or_time_that_carries_its_features()
    {
        var flow = Assert.Single(TemporaryFile.Read(Features + ",neptune,18\n").Flows);
        Assert.Equal(
            (DateTime.UnixEpoch, "-", "-", TimeSpan.FromSeconds(2)),
            (flow.Start, flow.SourceAddress, flow.DestinationAddress, flow.Duration));
        Assert.Equal(("tcp", "ftp_data", "SF"), (flow.Protocol, flow.Service, flow.State));
        Assert.Equal((1234, 1200, null), (flow.Bytes, flow.SourceBytes, flow.Packets));
        var features = flow.Features!;
        Assert.Equal((38, 3), (features.Numbers.Count, features.Categories.Count));
        Assert.Equal(["tcp", "ftp_data", "SF"], features.Categories);
        Assert.Equal(
            (2f, 1200f, 0.10f, 0.75f),
            (
                features["duration"], features["src_bytes"], features["serror_rate"],
                features["dst_host_srv_rerror_rate"]));
        Assert.Null(features["difficulty"]);
    }

    [Fact]
    public void The_flows_of_a_file_share_their_schema_and_their_texts()
    {
        var flows = TemporaryFile.Read($"{Features},normal,21\n{Features},normal,3\n").Flows;
        Assert.Same(flows[0].Features!.Schema, flows[1].Features!.Schema);
        Assert.Same(flows[0].Features!.Categories[1], flows[1].Features!.Categories[1]);
        Assert.Same(flows[0].Label, flows[1].Label);
    }

    [Fact]
    public void Bad_rows_are_rejected_with_their_line_and_the_rest_is_read()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Features.Replace("1200", "many", StringComparison.Ordinal) + ",normal,21\n"
            + Features + ",normal,21\n"
            + Features.Replace("0.25", "x", StringComparison.Ordinal) + ",normal,21\n"
            + "0,tcp,http,SF\n"
            + Features + ",normal,21,more\n"
            + Features.Replace("tcp", "", StringComparison.Ordinal) + ",normal,21\n");
        Assert.Equal(2, Assert.Single(flows).Line);
        Assert.Equal(
            [
                (1, "src_bytes 'many' is not a number"), (3, "srv_rerror_rate 'x' is not a number"),
                (4, "it has 4 columns where the format has 41 to 43"),
                (5, "it has 44 columns where the format has 41 to 43"), (6, "protocol_type is empty"),
            ],
            rejects.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public void A_header_is_passed_over()
    {
        const string names = "duration,protocol_type,service,flag,src_bytes,dst_bytes,land,wrong_fragment,urgent,hot,num_failed_logins,logged_in,num_compromised";
        var (flows, rejects) = TemporaryFile.Read($"{names}\n{Features},normal,21\n{names}\n");
        Assert.Empty(rejects);
        Assert.Equal(2, Assert.Single(flows).Line);
    }

    [Fact]
    public void A_table_of_other_numbers_is_not_taken_for_it()
    {
        using var file = new TemporaryFile(string.Join(',', Enumerable.Range(0, 42)) + "\n");
        Assert.Throws<FlowFileException>(() => FlowFile.Sniff(file.Path));
    }
}
