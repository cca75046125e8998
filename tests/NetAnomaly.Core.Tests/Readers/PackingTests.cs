using System.IO.Compression;
using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using SharpCompress.Compressors.BZip2;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class PackingTests
{
    private const string Header = "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotBytes,Label\n";

    [Fact]
    public void Bzip2_is_known_by_its_content_and_may_have_several_streams()
    {
        using var file = new TemporaryFile(
            [
                .. Bzip2(Header + Row(1) + "2011/08/16 10:0"),
                .. Bzip2("1:02,0,tcp,10.0.0.9,1,->,10.0.0.2,80,CON,5,\n" + Row(3)),
            ]);
        Assert.Equal(("Argus", "bzip2"), (FlowFile.Describe(file.Path).Format, FlowFile.Describe(file.Path).Packing));
        Assert.Equal(["10.0.0.1", "10.0.0.9", "10.0.0.3"], file.Flows().Select(flow => flow.SourceAddress));
    }

    [Fact]
    public void A_truncated_or_damaged_bzip2_archive_is_told_after_its_whole_rows()
    {
        var packed = Bzip2(Header + string.Concat(Enumerable.Range(0, 60_000).Select(Row)));
        using var truncated = new TemporaryFile(packed[..(packed.Length * 9 / 10)]);
        var (flows, error) = truncated.ReadUntilError();
        Assert.Equal(FlowFileFault.Truncated, error.Fault);
        Assert.NotEmpty(flows);
        packed.AsSpan(packed.Length * 9 / 10, 64).Fill(0xff);
        using var damaged = new TemporaryFile(packed);
        Assert.Contains(
            damaged.ReadUntilError().Error.Fault, (FlowFileFault[])[FlowFileFault.Malformed, FlowFileFault.Truncated]);
    }

    [Fact]
    public void A_file_is_described_without_reading_it()
    {
        using var plain = new TemporaryFile("\n" + Header + Row(1));
        Assert.Equal(
            new FlowFileFormat(plain.Path, "Argus", FlowFormats.Find("Argus")!.Description, "none", Header.TrimEnd()),
            FlowFile.Describe(plain.Path));
        using var packed = new TemporaryFile(TemporaryFile.Pack(Header + Row(1)));
        Assert.Equal("gzip", FlowFile.Describe(packed.Path).Packing);
    }

    [Theory]
    [InlineData(new byte[] { 0x52, 0x61, 0x72, 0x21, 0x1a }, "7z")]
    public void Packings_that_cannot_be_read_are_named_with_the_way_out(byte[] content, string remedy)
    {
        using var file = new TemporaryFile(content);
        var error = file.ReadUntilError().Error;
        Assert.Equal(FlowFileFault.UnknownFormat, error.Fault);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void An_archive_that_grows_out_of_all_proportion_is_stopped_and_its_flows_before_are_good()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(Encoding.ASCII.GetBytes(Header + Row(1) + Row(2)));
            var blank = new byte[1 << 20];
            blank.AsSpan().Fill((byte)'\n');
            for (var i = 0; i < 100; i++) gzip.Write(blank);
        }

        using var file = new TemporaryFile(packed.ToArray());
        var read = 0;
        var error = Assert.Throws<FlowFileException>(() =>
        {
            foreach (var flow in file.Flows()) read++;
        });
        Assert.Equal(FlowFileFault.TooLarge, error.Fault);
        Assert.Equal(2, read);
        Assert.Contains("250 times", error.Message, StringComparison.Ordinal);
    }

    private static byte[] Bzip2(string content)
    {
        using var packed = new MemoryStream();
        const SharpCompress.Compressors.CompressionMode Compress = SharpCompress.Compressors.CompressionMode.Compress;
        using (var bzip2 = BZip2Stream.Create(packed, Compress, false, leaveOpen: true))
            bzip2.Write(Encoding.UTF8.GetBytes(content));
        return packed.ToArray();
    }

    private static string Row(int number) =>
        $"2011/08/16 "
            + $"10:{number / 60 % 60:00}:{number % 60:00}.000000,1.5,tcp,10.0.0.{number % 250},{number % 65536},  "
            + $"->,10.0.0.2,80,CON,{number},flow\n";
}
