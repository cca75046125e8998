using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class FlowFileTests
{
    [Fact]
    public void Flows_decades_apart_are_told()
    {
        const string header = "start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes\n";
        const string rest = ",,192.0.2.4,198.51.100.9,40000,443,6,27,9,900\n";
        using var far = new TemporaryFile(header + "2024-01-01" + rest + "2024-01-02" + rest + "1970-01-02" + rest);
        Assert.Equal(3, far.Flows().Count());
        Assert.Equal(1, Assert.Single(far.Rejects.Notes).Value);
        using var near = new TemporaryFile(header + "2024-01-01" + rest + "2006-01-02" + rest + "1970-01-01" + rest);
        Assert.Equal(3, near.Flows().Count());
        Assert.Empty(near.Rejects.Notes);
    }

    private const string Header = "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotBytes,Label\n";

    [Fact]
    public void Nothing_is_opened_before_the_first_flow_is_asked_for()
    {
        var flows = FlowFile.Read(
            "/no/such/file", new FlowReadOptions(), new RejectList(), TestContext.Current.CancellationToken);
        var error = Assert.Throws<FlowFileException>(() => flows.Any());
        Assert.Equal((FlowFileFault.NotFound, "/no/such/file"), (error.Fault, error.Path));
        Assert.Contains("/no/such/file", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_directory_is_refused()
    {
        var error = Assert.Throws<FlowFileException>(() => FlowFile.Sniff(Path.GetTempPath()));
        Assert.Equal(FlowFileFault.IsDirectory, error.Fault);
    }

    [Fact]
    public void A_file_that_another_program_has_locked_is_refused()
    {
        using var file = new TemporaryFile(Header);
        using var locked = new FileStream(file.Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(FlowFileFault.AccessDenied, file.ReadUntilError().Error.Fault);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\n")]
    public void An_empty_file_is_refused_packed_or_not(string content)
    {
        using var plain = new TemporaryFile(content);
        Assert.Equal(FlowFileFault.Empty, plain.ReadUntilError().Error.Fault);
        using var packed = new TemporaryFile(TemporaryFile.Pack(content));
        Assert.Equal(FlowFileFault.Empty, packed.ReadUntilError().Error.Fault);
    }

    [Fact]
    public void A_file_with_a_header_only_holds_no_flows()
    {
        var (flows, rejects) = TemporaryFile.Read(Header);
        Assert.Empty(flows);
        Assert.Empty(rejects);
    }

    [Fact]
    public void Content_of_no_known_format_is_refused_with_the_names_of_those_that_are()
    {
        using var file = new TemporaryFile("dear diary,\ntoday\n");
        var (_, error) = file.ReadUntilError();
        Assert.Equal(FlowFileFault.UnknownFormat, error.Fault);
        Assert.All(FlowFormats.Names, name => Assert.Contains(name, error.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_format_name_is_refused_with_those_that_exist()
    {
        using var file = new TemporaryFile(Header);
        var (_, error) = file.ReadUntilError(new FlowReadOptions { Format = "argos" });
        Assert.Equal(FlowFileFault.UnknownFormat, error.Fault);
        Assert.Contains("Argus", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Formats_are_found_by_name_without_case() =>
        Assert.All(FlowFormats.All, format => Assert.Same(format, FlowFormats.Find(format.Name.ToUpperInvariant())));

    [Fact]
    public void A_packed_file_is_known_by_its_content_and_may_have_several_members()
    {
        using var file = new TemporaryFile(
            [
                .. TemporaryFile.Pack(Header + Row(1) + "2011/08/16 10:0"),
                .. TemporaryFile.Pack("1:02,0,tcp,10.0.0.9,1,->,10.0.0.2,80,CON,5,\n" + Row(3)),
            ]);
        Assert.Equal("Argus", FlowFile.Sniff(file.Path));
        List<FlowRecord> flows = [.. file.Flows()];
        Assert.Equal(["10.0.0.1", "10.0.0.9", "10.0.0.3"], flows.Select(flow => flow.SourceAddress));
        Assert.All(flows, flow => Assert.Equal(file.Path, flow.File));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(90)]
    public void A_truncated_archive_gives_every_whole_row_before_it_breaks_off(int percent)
    {
        const int rows = 20_000;
        var packed = TemporaryFile.Pack(Header + string.Concat(Enumerable.Range(1, rows).Select(Row)));
        using var file = new TemporaryFile(packed[..(packed.Length * percent / 100)]);
        var (flows, error) = file.ReadUntilError();
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal(FlowFileFault.Truncated, error.Fault);
        Assert.Equal(Enumerable.Range(2, flows.Count).Select(line => (long)line), flows.Select(flow => flow.Line));
        Assert.Equal(flows.Count + 2, error.Line);
        Assert.InRange(flows.Count, rows * (percent - 2) / 100 / 2, rows * (percent + 2) / 100);
        Assert.All(flows, flow => Assert.Equal(flow.Line - 1, flow.Bytes));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(20)]
    public void An_archive_that_breaks_off_before_its_content_is_truncated_not_unknown(int length)
    {
        using var file = new TemporaryFile(TemporaryFile.Pack(Header + Row(1))[..length]);
        Assert.Equal(FlowFileFault.Truncated, file.ReadUntilError().Error.Fault);
    }

    [Fact]
    public void A_truncated_archive_of_CSV_or_XML_gives_its_whole_rows_too()
    {
        var csv = TemporaryFile.Pack(
            "start,end,src,dst,proto,bytes\n" + string.Concat(
                Enumerable.Range(1, 9000).Select(i => $"{1714521600 + i},{1714521600 + i},10.0.0.1,10.0.0.2,6,{i}\n")));
        using var file = new TemporaryFile(csv[..(csv.Length / 2)]);
        var (flows, error) = file.ReadUntilError();
        Assert.Empty(file.Rejects.Rows);
        Assert.Equal((FlowFileFault.Truncated, flows.Count + 2L), (error.Fault, error.Line));
        Assert.InRange(flows.Count, 3000, 6000);
        Assert.All(flows, flow => Assert.Equal(flow.Line - 1, flow.Bytes));

        var element = "<f><appName>a</appName><totalSourceBytes>5</totalSourceBytes><source>a</source><destination>b</destination><protocolName>tcp_ip</protocolName><startDateTime>2010-06-14T00:01:21</startDateTime></f>\n";
        var xml = TemporaryFile.Pack("<root>\n" + string.Concat(Enumerable.Repeat(element, 9000)) + "</root>");
        using var document = new TemporaryFile(xml[..(xml.Length / 2)]);
        var (elements, broken) = document.ReadUntilError();
        Assert.Equal(FlowFileFault.Truncated, broken.Fault);
        Assert.InRange(elements.Count, 3000, 6000);
        Assert.Equal(elements.Count + 2, broken.Line);
    }

    [Fact]
    public void An_archive_that_lacks_only_its_checksum_gives_all_its_rows_and_then_says_so()
    {
        foreach (var missing in (int[])[1, 4, 8])
        {
            using var file = new TemporaryFile(TemporaryFile.Pack(Header + Row(1) + Row(2))[..^missing]);
            var (flows, error) = file.ReadUntilError();
            Assert.Equal(2, flows.Count);
            Assert.Equal(FlowFileFault.Truncated, error.Fault);
        }
    }

    [Fact]
    public void Padding_behind_an_archive_is_no_fault()
    {
        using var file = new TemporaryFile([.. TemporaryFile.Pack(Header + Row(1)), .. new byte[5000]]);
        Assert.Single(file.Flows());
        Assert.Empty(file.Rejects.Rows);
    }

    [Fact]
    public void A_damaged_archive_is_told_from_a_truncated_one()
    {
        var packed = TemporaryFile.Pack(Header + string.Concat(Enumerable.Range(1, 200_000).Select(Row)));
        packed.AsSpan(packed.Length / 2, 64).Fill(0xff);
        using var file = new TemporaryFile(packed);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal(FlowFileFault.Malformed, error.Fault);
        Assert.NotEmpty(flows);
    }

    [Fact]
    public void Byte_order_marks_and_UTF_16_are_understood()
    {
        foreach (var encoding in (Encoding[])[new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode])
        {
            using var file = new TemporaryFile(
                [
                    .. encoding.GetPreamble(),
                    .. encoding.GetBytes(Header + Row(1).Replace("flow", "flöw", StringComparison.Ordinal)),
                ]);
            Assert.Equal("flöw", Assert.Single(file.Flows()).Label);
        }
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_cost_no_row()
    {
        using var file = new TemporaryFile(
            [
                .. Encoding.Latin1.GetBytes(
                    Header + Row(1).Replace("flow", "fl\u00f6w", StringComparison.Ordinal) + Row(2)),
            ]);
        Assert.Equal(["fl\ufffdw", "flow"], file.Flows().Select(flow => flow.Label));
        Assert.Empty(file.Rejects.Rows);
    }

    [Fact]
    public void A_consumer_that_stops_early_closes_the_file()
    {
        using var file = new TemporaryFile(Header + string.Concat(Enumerable.Range(1, 50).Select(Row)));
        using (var flows = file.Flows().GetEnumerator())
        {
            Assert.True(flows.MoveNext());
            Assert.Throws<IOException>(() => OpenAlone(file.Path));
        }

        OpenAlone(file.Path);
        Assert.Equal(3, file.Flows().Take(3).Count());
        OpenAlone(file.Path);
    }

    [Fact]
    public void A_sniffed_file_and_a_failed_one_are_closed()
    {
        using var file = new TemporaryFile("dear diary");
        Assert.Throws<FlowFileException>(() => FlowFile.Sniff(file.Path));
        Assert.Throws<FlowFileException>(() => file.Flows().Any());
        OpenAlone(file.Path);
    }

    [Fact]
    public void Cancelling_stops_between_two_rows()
    {
        using var file = new TemporaryFile(Header + string.Concat(Enumerable.Range(1, 50).Select(Row)));
        using var cancellation = new CancellationTokenSource();
        var read = 0;
        Assert.Throws<OperationCanceledException>(() =>
        {
            foreach (var flow in FlowFile.Read(file.Path, new FlowReadOptions(), file.Rejects, cancellation.Token))
            {
                if (++read == 5) cancellation.Cancel();
            }
        });
        Assert.Equal(5, read);
        OpenAlone(file.Path);
    }

    private static string Row(int number) =>
        $"2011/08/16 "
            + $"10:{number / 60 % 60:00}:{number % 60:00}.000000,1.5,tcp,10.0.0.{number % 250},{number % 65536},  "
            + $"->,10.0.0.2,80,CON,{number},flow\n";

    private static void OpenAlone(string path)
    {
        using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
    }
}
