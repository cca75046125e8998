using NetAnomaly.Flows;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class ArgusTests
{
    private const string Header =
        "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,sTos,dTos,TotPkts,TotBytes,SrcBytes,Label\n";
    private const string Good = "2011/08/16 10:01:46.972101,3599.986572,tcp,10.0.0.1,49213,  "
        + "<?>,10.0.0.2,18250,A_PA,0,0,414671,415389446,10150692,flow=Background\n";

    [Fact]
    public void A_row_becomes_a_flow()
    {
        var (flows, rejects) = TemporaryFile.Read(Header + Good);
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal(new DateTime(2011, 8, 16, 10, 1, 46, DateTimeKind.Utc).AddMicroseconds(972101), flow.Start);
        Assert.Equal(DateTimeKind.Utc, flow.Start.Kind);
        Assert.Equal(TimeSpan.FromTicks(35999865720), flow.Duration);
        Assert.Equal("tcp", flow.Protocol);
        Assert.Equal(("10.0.0.1", 49213), (flow.SourceAddress, flow.SourcePort));
        Assert.Equal(("10.0.0.2", 18250), (flow.DestinationAddress, flow.DestinationPort));
        Assert.Equal((415389446, 10150692, 405238754), (flow.Bytes, flow.SourceBytes, flow.DestinationBytes));
        Assert.Equal(414671, flow.Packets);
        Assert.Null(flow.SourcePackets);
        Assert.Equal("A_PA", flow.State);
        Assert.Null(flow.Service);
        Assert.Equal("flow=Background", flow.Label);
        Assert.Equal(2, flow.Line);
    }

    [Fact]
    public void Columns_are_found_by_their_names_whatever_order_and_separator()
    {
        var (flows, rejects) = TemporaryFile.Read(
            "Proto\tDstAddr\tSrcAddr\tStartTime\tSrcPkts\tTotPkts\nUDP\t10.0.0.2\t10.0.0.1\t1313488906.5\t3\t4\n");
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal(("udp", "10.0.0.1", "10.0.0.2"), (flow.Protocol, flow.SourceAddress, flow.DestinationAddress));
        Assert.Equal(new DateTime(2011, 8, 16, 10, 1, 46, 500, DateTimeKind.Utc), flow.Start);
        Assert.Equal((4, 3, 1), (flow.Packets, flow.SourcePackets, flow.DestinationPackets));
        Assert.Null(flow.Bytes);
        Assert.Null(flow.SourcePort);
        Assert.Null(flow.Label);
    }

    [Theory]
    [InlineData("0x0303", 0x303)]
    [InlineData("0X50", 0x50)]
    [InlineData("", null)]
    [InlineData(" 53 ", 53)]
    [InlineData("65535", 65535)]
    [InlineData("0x2020597d", null)] // The SPI of an ESP flow.
    public void Ports_are_decimal_hexadecimal_or_absent(string text, int? port)
    {
        var (flows, rejects) = TemporaryFile.Read(Header + Good.Replace("49213", text, StringComparison.Ordinal));
        Assert.Empty(rejects);
        Assert.Equal(port, Assert.Single(flows).SourcePort);
    }

    [Theory]
    [InlineData("man,0,0,,0,0,STA,,,0,0,0,", "man", "0", "0")]
    [InlineData("man,,0,,,0,STA,,,0,0,0,", "man", "0", "0")]
    [InlineData("llc,00:15:17:2C:e5:2D,0,   ->,01:80:c2:00:00:00,0,INT,,,1,60,60,", "llc", "00:15:17:2c:e5:2d",
        "01:80:c2:00:00:00")]
    [InlineData("arp,0.0.0.0,,  who,192.168.1.114,,INT,,,3,126,126,", "arp", "0.0.0.0", "192.168.1.114")]
    [InlineData("ipv6-icmp,::,0x0087,   ->,ff02::1:FF00:1,0xc5bc,NNS,0,,1,78,78,x", "ipv6-icmp", "::",
        "ff02::1:ff00:1")]
    public void Records_that_are_not_of_IP_are_kept(string rest, string protocol, string source, string destination)
    {
        var (flows, rejects) = TemporaryFile.Read(Header + "1970/01/01 01:00:00.000000,0.000000," + rest + "\n");
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal((protocol, source, destination), (flow.Protocol, flow.SourceAddress, flow.DestinationAddress));
    }

    [Theory]
    [InlineData("2011/08/16 10:01:46.972101", "2011/13/16 10:01:46", "StartTime '2011/13/16 10:01:46' is not a time")]
    [InlineData("2011/08/16 10:01:46.972101", "2011/02/29 10:01:46", "StartTime '2011/02/29 10:01:46' is not a time")]
    [InlineData("2011/08/16 10:01:46.972101", "", "StartTime is empty")]
    [InlineData("2011/08/16 10:01:46.972101", "2711/08/16 10:01:46", "StartTime '2711/08/16 10:01:46' is out of "
        + "range (years 1900 to 2199)")]
    [InlineData("3599.986572", "1e12", "Dur '1e12' is out of range (a century)")]
    [InlineData("3599.986572", "long", "Dur 'long' is not a number of seconds")]
    [InlineData("tcp", "300", "Proto '300' is out of range (0 to 255)")]
    [InlineData("10.0.0.1", "", "SrcAddr is empty")]
    [InlineData("49213", "70000", "Sport '70000' is out of range (0 to 65535)")]
    [InlineData("49213", "-1", "Sport '-1' is negative")]
    [InlineData("49213", "0xzz", "Sport '0xzz' is not a hexadecimal number")]
    [InlineData("415389446", "-7", "TotBytes '-7' is negative")]
    [InlineData("415389446", "9223372036854775808", "TotBytes '9223372036854775808' is out of range")]
    [InlineData("415389446", "1.5", "TotBytes '1.5' is not a whole number")]
    [InlineData("414671", "many", "TotPkts 'many' is not a number")]
    [InlineData(",flow=Background", "", "it has 14 columns where the header names 15")]
    [InlineData("flow=Background", "flow=Background,more", "it has 16 columns where the header names 15")]
    public void A_bad_row_is_rejected_with_its_line_and_reason_and_the_good_ones_are_kept(
        string good, string bad, string reason)
    {
        var row = Good.Replace(good, bad, StringComparison.Ordinal);
        using var file = new TemporaryFile(Header + Good + "\n" + row + Good);
        List<FlowRecord> flows = [.. file.Flows()];
        Assert.Equal([2, 5], flows.Select(flow => flow.Line));
        var reject = Assert.Single(file.Rejects.Rows);
        Assert.Equal(new RejectedRow(file.Path, 4, reason, row.TrimEnd('\n')), reject);
    }

    [Fact]
    public void A_header_in_mid_file_is_taken_and_its_columns_hold_from_there()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Header + Good + "\ufeff" + Header + Good
                + "StartTime\tProto\tSrcAddr\tDstAddr\tLabel\n2011/08/16 10:02:00\ticmp\t10.0.0.3\t10.0.0.4\tlast\n");
        Assert.Empty(rejects);
        Assert.Equal(["10.0.0.1", "10.0.0.1", "10.0.0.3"], flows.Select(flow => flow.SourceAddress));
        Assert.Equal([2, 4, 6], flows.Select(flow => flow.Line));
    }

    [Fact]
    public void Carriage_returns_blank_lines_and_a_missing_last_line_end_do_no_harm()
    {
        var (flows, rejects) = TemporaryFile.Read(
            "\r\n" + Header.Replace(
                "\n", "\r\n", StringComparison.Ordinal) + Good.TrimEnd('\n') + "\r\n   \r\n" + Good.TrimEnd('\n'));
        Assert.Empty(rejects);
        Assert.Equal([3, 5], flows.Select(flow => flow.Line));
        Assert.All(flows, flow => Assert.Equal("flow=Background", flow.Label));
    }

    [Theory]
    [InlineData((1 << 20) + 200)]
    [InlineData(5_000_000)]
    public void A_line_beyond_a_mebibyte_is_rejected_and_reading_goes_on(int length)
    {
        var (flows, rejects) = TemporaryFile.Read(Header + Good + new string('x', length) + "\n" + Good);
        Assert.Equal([2, 4], flows.Select(flow => flow.Line));
        var reject = Assert.Single(rejects);
        Assert.Equal(3, reject.Line);
        Assert.Equal("the line is longer than 1 MiB", reject.Reason);
        Assert.Equal(500, reject.Text.Length);
    }

    [Fact]
    public void A_long_line_that_still_fits_is_a_row()
    {
        var (flows, rejects) = TemporaryFile.Read(
            Header + Good.Replace(
                "flow=Background", new string(' ', 700_000) + "far", StringComparison.Ordinal) + Good);
        Assert.Empty(rejects);
        Assert.Equal(["far", "flow=Background"], flows.Select(flow => flow.Label));
    }

    [Fact]
    public void A_label_of_absurd_length_is_rejected()
    {
        var (_, rejects) = TemporaryFile.Read(
            Header + Good.Replace("flow=Background", new string('l', 1001), StringComparison.Ordinal));
        Assert.EndsWith("is longer than 1,000 characters", Assert.Single(rejects).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_texts_are_shared_between_flows()
    {
        var (flows, _) = TemporaryFile.Read(Header + Good + Good);
        Assert.Same(flows[0].SourceAddress, flows[1].SourceAddress);
        Assert.Same(flows[0].Protocol, flows[1].Protocol);
        Assert.Same(flows[0].Label, flows[1].Label);
    }

    [Fact]
    public void Asked_for_by_name_a_file_without_its_header_is_refused()
    {
        using var file = new TemporaryFile(Good + Good);
        var (flows, error) = file.ReadUntilError(new FlowReadOptions { Format = "argus" });
        Assert.Empty(flows);
        Assert.Equal((FlowFileFault.MissingColumn, 2L), (error.Fault, error.Line));
    }
}
