using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using static NetAnomaly.Core.Tests.Readers.CicTable;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class CicTests
{
    // MachineLearningCVE of CICIDS2017: neither addresses nor protocol nor time.
    private static readonly string[] Bare =
    [
        .. Old.Where(
            name => name.Trim() is not (
                "Flow ID" or "Source IP" or "Source Port" or "Destination IP" or "Protocol" or "Timestamp")),
    ];

    [Fact]
    public void A_labelled_flow_is_a_whole_flow_that_carries_its_features()
    {
        using var file = new TemporaryFile(Header(Old) + Row(
            Old, ("Timestamp", "7/8/2017 13:56"), ("Flow Duration", "1500000"), ("Total Fwd Packets", "3"),
            ("Total Backward Packets", "7"),
            ("Total Length of Fwd Packets", "26"), ("Total Length of Bwd Packets", "11607.0"), ("Idle Min", "2.5"),
            ("Label", "DDoS")));
        Assert.Equal("CicFlowMeter", FlowFile.Sniff(file.Path));
        var flow = Assert.Single(file.Flows());
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(
            ("10.0.0.1", 50000, "10.0.0.2", 80, "tcp"),
            (flow.SourceAddress, flow.SourcePort, flow.DestinationAddress, flow.DestinationPort, flow.Protocol));
        Assert.Equal(
            (new DateTime(2017, 8, 7, 13, 56, 0, DateTimeKind.Utc), TimeSpan.FromSeconds(1.5)),
            (flow.Start, flow.Duration));
        Assert.Equal((11_633, 26, 10, 3), (flow.Bytes, flow.SourceBytes, flow.Packets, flow.SourcePackets));
        Assert.Equal("DDoS", flow.Label);
        var features = flow.Features!;
        Assert.Equal((76, 2), (features.Numbers.Count, features.Categories.Count));
        Assert.Equal(
            (1_500_000f, 2.5f, "tcp", "80"),
            (features["Flow Duration"], features["Idle Min"], features["Protocol"], features["Destination Port"]));
    }

    [Fact]
    public void Old_and_new_names_are_the_same_columns()
    {
        var old = Assert.Single(TemporaryFile.Read(Header(Old) + Row(Old)).Flows);
        var renamed = Assert.Single(
            TemporaryFile.Read(Header(New) + Row(New, ("TotLen Fwd Pkts", "12"), ("Init Bwd Win Byts", "-1"))).Flows);
        Assert.Equal(old.Features!.Schema, renamed.Features!.Schema);
        Assert.Equal(
            (12f, -1f, 12),
            (
                renamed.Features["Total Length of Fwd Packets"], renamed.Features["Init_Win_bytes_backward"],
                renamed.Bytes));
        Assert.Equal(
            (new DateTime(2018, 2, 14, 8, 31, 1, DateTimeKind.Utc), "-", 80),
            (renamed.Start, renamed.SourceAddress, renamed.DestinationPort));
    }

    [Fact]
    public void A_table_without_addresses_and_times_gives_flows_without_place_or_time()
    {
        var flow = Assert.Single(TemporaryFile.Read(Header(Bare) + Row(Bare)).Flows);
        Assert.Equal(
            (DateTime.UnixEpoch, "-", "-", "unknown", 80),
            (flow.Start, flow.SourceAddress, flow.DestinationAddress, flow.Protocol, flow.DestinationPort));
        Assert.Equal(["Destination Port"], flow.Features!.Schema.Categories);
    }

    [Fact]
    public void Addresses_and_times_that_are_only_numbered_give_addresses_but_no_time()
    {
        var flow = Assert.Single(TemporaryFile.Read(Header(Old) + Row(
            Old, ("Source IP", "1261"), ("Destination IP", "1599"), ("Source Port", "51885.0"),
            ("Destination Port", "53.0"), ("Protocol", "17.0"), ("Timestamp", "181"))).Flows);
        Assert.Equal(
            ("1261", "1599", 51885, 53, "udp", DateTime.UnixEpoch),
            (
                flow.SourceAddress, flow.DestinationAddress, flow.SourcePort, flow.DestinationPort, flow.Protocol,
                flow.Start));
        Assert.Equal(["udp", "53"], flow.Features!.Categories);
    }

    [Theory]
    [InlineData("03/07/2017 08:55:58", "2017-07-03T08:55:58Z")]
    [InlineData("7/7/2017 3:56", "2017-07-07T15:56:00Z")]
    [InlineData("7/7/2017 12:20", "2017-07-07T12:20:00Z")]
    [InlineData("8/7/2017 3:56", "2017-07-08T03:56:00Z")]
    [InlineData("22/02/2018 12:27:57 AM", "2018-02-22T00:27:57Z")]
    [InlineData("22/02/2018 1:27:57 PM", "2018-02-22T13:27:57Z")]
    [InlineData("2018-12-01 10:09:00.634364", "2018-12-01T10:09:00.634364Z")]
    public void Times_have_the_day_first_and_the_afternoon_of_CICIDS2017_is_put_right(string written, string time) =>
        Assert.Equal(
            DateTime.Parse(
                time, System.Globalization.CultureInfo.InvariantCulture,
                System.Globalization.DateTimeStyles.AdjustToUniversal),
            Assert.Single(TemporaryFile.Read(Header(Old) + Row(Old, ("Timestamp", written))).Flows).Start);

    [Fact]
    public void Infinite_numbers_stay_infinite_and_missing_ones_are_missing()
    {
        var flow = Assert.Single(
            TemporaryFile.Read(
                Header(Old) + Row(
                    Old, ("Flow Bytes/s", "Infinity"), ("Flow Packets/s", "NaN"), ("Idle Max", ""),
                    ("Idle Std", "-inf"))).Flows);
        Assert.Equal(
            (float.PositiveInfinity, float.NaN, float.NaN, float.NegativeInfinity),
            (
                flow.Features!["Flow Bytes/s"], flow.Features["Flow Packets/s"], flow.Features["Idle Max"],
                flow.Features["Idle Std"]));
    }

    [Fact]
    public void A_negative_duration_is_zero_and_stays_in_the_feature()
    {
        var flow = Assert.Single(TemporaryFile.Read(Header(Old) + Row(Old, ("Flow Duration", "-13"))).Flows);
        Assert.Equal((TimeSpan.Zero, -13f), (flow.Duration, flow.Features!["Flow Duration"]));
    }

    [Fact]
    public void The_dash_in_a_label_is_put_right_whatever_became_of_it()
    {
        byte[] content =
        [
            .. Encoding.UTF8.GetBytes(
                Header(Old) + Row(Old, ("Label", "Web Attack – XSS")) + Row(Old, ("Label", "Web Attack \u0096 XSS"))),
            .. Encoding.Latin1.GetBytes(Row(Old, ("Label", "Web Attack \u0096 XSS"))),
        ];
        using var file = new TemporaryFile(content);
        Assert.Equal(Enumerable.Repeat("Web Attack – XSS", 3), file.Flows().Select(flow => flow.Label));
    }

    [Fact]
    public void Bad_rows_are_rejected_with_their_line_and_empty_rows_and_headers_are_passed_over()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Header(Old)
            + Row(Old, ("Idle Min", "none"))
            + new string(',', Old.Length - 1) + "\n"
            + Row(Old, ("Timestamp", "13/14/2018 10:00"))
            + Header(Old)
            + Row(Old, ("Source IP", ""))
            + Row(Old, ("Destination Port", "70000"))
            + "1,2,3\n"
            + Row(Old));
        Assert.Equal(9, Assert.Single(flows).Line);
        Assert.Equal(
            [
                (2, "Idle Min 'none' is not a number"), (4, "Timestamp '13/14/2018 10:00' is not a time"),
                (6, "Source IP is empty"),
                (7, "Destination Port '70000' is out of range (0 to 65535)"),
                (8, "it has 3 columns where the format has 85"),
            ],
            rejects.Select(row => (row.Line, row.Reason)));
    }

    [Fact]
    public void Columns_that_are_not_CICFlowMeters_are_passed_over()
    {
        string[] more = ["Unnamed: 0", .. Old, "SimillarHTTP", "Inbound"];
        var flow = Assert.Single(TemporaryFile.Read(Header(more) + Row(more, ("SimillarHTTP", "a.b/c"))).Flows);
        Assert.Equal(76, flow.Features!.Numbers.Count);
    }

    [Fact]
    public void Asked_for_by_name_a_file_without_the_header_says_so()
    {
        using var file = new TemporaryFile(Row(Old));
        var (flows, error) = file.ReadUntilError(new FlowReadOptions { Format = "CicFlowMeter" });
        Assert.Empty(flows);
        Assert.Equal((FlowFileFault.MissingColumn, 1), (error.Fault, error.Line));
    }
}
