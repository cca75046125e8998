using System.Collections;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class CsvTests
{
    private const string NetFlow = "start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes,input,output\n";

    private static readonly FlowReadOptions Mapped = new()
    {
        Columns = new ColumnMap { Start = "when", Source = "from", Destination = "to", Label = "class" },
    };

    [Fact]
    public void The_ready_made_map_for_NetFlow_gives_names_for_numbers()
    {
        var (flows, rejects) = TemporaryFile.Read(NetFlow
            + "2009-10-23T22:03:58.749Z,2009-10-23T22:03:58.842Z,209.85.135.17,10.50.239.4,80,40750,6,26,6,3237,0,0\n"
            + "2009-10-23T22:03:53.159Z,2009-10-23T22:03:53.159Z,10.50.245.253,10.50.255.255,137,137,17,0,1,78,0,0\n"
            + "2009-10-23T22:03:53.159Z,2009-10-23T22:03:53.159Z,10.50.245.253,10.50.255.255,0,0,253,0,1,78,0,0\n");
        Assert.Empty(rejects);
        Assert.Equal(["tcp", "udp", "253"], flows.Select(flow => flow.Protocol));
        Assert.Equal(["SPA", null, null], flows.Select(flow => flow.State));
        Assert.Equal(TimeSpan.FromMilliseconds(93), flows[0].Duration);
        Assert.Equal(
            (3237, null, 6, null), (flows[0].Bytes, flows[0].SourceBytes, flows[0].Packets, flows[0].SourcePackets));
        Assert.Equal([2, 3, 4], flows.Select(flow => flow.Line));
    }

    [Fact]
    public void The_ready_made_map_for_Zeek_as_CSV_reads_quoted_values_and_labels()
    {
        var (flows, rejects) = TemporaryFile.Read(
            "ts,uid,id.orig_h,id.orig_p,id.resp_h,id.resp_p,proto,service,duration,conn_state,orig_pkts,orig_ip_bytes,resp_pkts,resp_ip_bytes,label,detailed-label\n"
            + "1540469303,C,192.168.1.132,58687,216.239.35.4,123,udp,\"ssl,\"\"http\"\"\",0.114184,SF,1,76,1,80,malicious,C&C\n");
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal(
            ("ssl,\"http\"", "malicious C&C", 156, 76), (flow.Service, flow.Label, flow.Bytes, flow.SourceBytes));
    }

    [Theory]
    [InlineData(',')]
    [InlineData(';')]
    [InlineData('\t')]
    [InlineData('|')]
    public void The_separator_is_found_in_the_header(char separator)
    {
        var (flows, rejects) = TemporaryFile.Read(
            "from,WHEN,to,class\n10.0.0.1,2024-05-01T08:00:00+02:00,10.0.0.2,x\n".Replace(',', separator), Mapped);
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal(
            ("10.0.0.1", "10.0.0.2", "x", "unknown"),
            (flow.SourceAddress, flow.DestinationAddress, flow.Label, flow.Protocol));
        Assert.Equal(new DateTime(2024, 5, 1, 6, 0, 0, DateTimeKind.Utc), flow.Start);
    }

    [Fact]
    public void A_map_wins_over_what_the_content_looks_like()
    {
        const string content = "StartTime,Proto,SrcAddr,DstAddr,Other\n2024-05-01,tcp,10.0.0.1,10.0.0.2,10.0.0.3\n";
        var map = new ColumnMap { Start = "StartTime", Source = "SrcAddr", Destination = "Other" };
        Assert.Equal(
            "10.0.0.3",
            Assert.Single(TemporaryFile.Read(content, new FlowReadOptions { Columns = map }).Flows).DestinationAddress);
        Assert.Equal("10.0.0.2", Assert.Single(TemporaryFile.Read(content).Flows).DestinationAddress);
    }

    [Fact]
    public void A_map_with_another_format_is_a_mistake_of_the_caller() => Assert.Throws<ArgumentException>(
        () => FlowFile.Read(
            "x", Mapped with { Format = "Argus" }, new RejectList(), TestContext.Current.CancellationToken));

    [Fact]
    public void A_mapped_column_that_is_not_there_is_named_and_so_are_those_that_are()
    {
        using var file = new TemporaryFile("when;from;nach;class\n");
        var (_, error) = file.ReadUntilError(Mapped);
        Assert.Equal((FlowFileFault.MissingColumn, 1L), (error.Fault, error.Line));
        Assert.Contains("lacks 'to'", error.Message, StringComparison.Ordinal);
        Assert.Contains("when;from;nach;class", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_map_a_header_that_none_fits_is_shown()
    {
        using var file = new TemporaryFile("when,from,to\n");
        var (_, error) = file.ReadUntilError(new FlowReadOptions { Format = "CSV" });
        Assert.Equal(FlowFileFault.MissingColumn, error.Fault);
        Assert.Contains("when,from,to", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2024-05-01,10.0.0.1,10.0.0.2", "it has 3 columns where the header names 4")]
    [InlineData("2024-05-01,10.0.0.1,10.0.0.2,x,y", "it has 5 columns where the header names 4")]
    [InlineData("never,10.0.0.1,10.0.0.2,x", "when 'never' is not a time")]
    [InlineData("2024-05-01,,10.0.0.2,x", "from is empty")]
    [InlineData("2024-05-01,10.0.0.1,10.0.0.2,\"open", "a quote is opened and not closed on the line")]
    [InlineData("2024-05-01,10.0.0.1,10.0.0.2,\"x\"y", "a quote stands inside a value")]
    public void A_bad_row_is_rejected_with_its_line_and_the_good_ones_are_kept(string bad, string reason)
    {
        const string good = "2024-05-01,10.0.0.1,10.0.0.2,x\n";
        var (flows, rejects) = TemporaryFile.Read("when,from,to,class\n" + good + "\n" + bad + "\n" + good, Mapped);
        Assert.Equal([2, 5], flows.Select(flow => flow.Line));
        Assert.Equal((4L, reason, bad), (Assert.Single(rejects).Line, rejects[0].Reason, rejects[0].Text));
    }

    [Fact]
    public void Rejects_of_all_kinds_come_in_file_order()
    {
        const string good = "2024-05-01,10.0.0.1,10.0.0.2,x\n";
        var (flows, rejects) = TemporaryFile.Read(
            "\nwhen,from,to,class\nbad\n" + good + new string('x', 2_000_000) + "\n" + good
                + "bad\n2024-05-01,10.0.0.1,10.0.0.2,\"open\n" + good, Mapped);
        Assert.Equal([4, 6, 9], flows.Select(flow => flow.Line));
        Assert.Equal([3, 5, 7, 8], rejects.Select(reject => reject.Line));
    }

    [Fact]
    public void A_header_in_mid_file_is_passed_over()
    {
        const string part = "when,from,to,class\n2024-05-01,10.0.0.1,10.0.0.2,x\n";
        var (flows, rejects) = TemporaryFile.Read(part + part, Mapped);
        Assert.Empty(rejects);
        Assert.Equal([2, 4], flows.Select(flow => flow.Line));
    }

    [Fact]
    public void Numbers_written_as_floating_point_are_counts_where_they_are_whole()
    {
        var options = new FlowReadOptions
        {
            Columns = ColumnMap.FromDictionary(
                new Hashtable
                {
                    ["start"] = "t", ["SourceAddress"] = "s", ["destinationaddress"] = "d", ["SourcePort"] = "p",
                    ["SourceBytes"] = "o", ["DestinationBytes"] = "i", ["Packets"] = "n",
                }),
        };
        var (flows, rejects) = TemporaryFile.Read("t,s,d,p,o,i,n\n2024-05-01,a,b,443.0,1.5e+03,NaN,\n", options);
        Assert.Empty(rejects);
        var flow = Assert.Single(flows);
        Assert.Equal((443, 1500, 1500, null), (flow.SourcePort, flow.Bytes, flow.SourceBytes, flow.Packets));
    }

    [Fact]
    public void A_map_from_a_table_knows_its_keys_without_case()
    {
        var map = ColumnMap.FromDictionary(
            new Hashtable
            {
                ["START"] = "a", ["sourceAddress"] = "b", ["Destination"] = "c", ["dESTINATIONpORT"] = " d ",
            });
        Assert.Equal(new ColumnMap { Start = "a", Source = "b", Destination = "c", DestinationPort = "d" }, map);
    }

    [Theory]
    [InlineData("Sauce", "x", "Start, End, Duration")]
    [InlineData("Label", "", "no column for Label")]
    [InlineData("SourceAddress", "x", "two columns for Source")]
    public void A_bad_table_is_refused_with_the_remedy(string key, string value, string expected)
    {
        var table = new Hashtable { ["Start"] = "a", ["Source"] = "b", ["Destination"] = "c", [key] = value };
        Assert.Contains(
            expected, Assert.Throws<ArgumentException>(() => ColumnMap.FromDictionary(table)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_without_start_source_or_destination_is_refused() =>
        Assert.Contains(
            "lacks Destination",
            Assert.Throws<ArgumentException>(
                () => ColumnMap.FromDictionary(
                    new Hashtable { ["Start"] = "a", ["Source"] = "b" })).Message, StringComparison.Ordinal);

    [Fact]
    public void The_keys_are_the_properties_of_a_map() => Assert.Equal(
        typeof(ColumnMap).GetProperties(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Instance)
            .Select(property => property.Name).Order(),
        ColumnMap.Keys.Order());
}
