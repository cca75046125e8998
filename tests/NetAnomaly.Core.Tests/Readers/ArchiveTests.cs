using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using SharpCompress.Common;
using SharpCompress.Writers.SevenZip;
using ZstdSharp;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class ArchiveTests
{
    private const string Header =
        "Start,Duration,Protocol,SourceAddress,SourcePort,DestinationAddress,DestinationPort,Bytes,SourceBytes,"
        + "Packets,SourcePackets,State,Service,Label\n";

    public static TheoryData<string> Kinds => ["zip", "7z", "tar", "tar gzip", "tar zstd"];

    [Fact]
    public void Streams_of_xz_in_a_row_are_read_as_one_with_the_padding_between_them()
    {
        var path = Repository.Fixture("archives/two-streams.csv.xz");
        Assert.Equal(("Csv", "xz"), (FlowFile.Describe(path).Format, FlowFile.Describe(path).Packing));
        Assert.Equal(
            ["10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.2.1", "10.0.2.2", "10.0.2.3"],
            Read(path).Select(flow => flow.SourceAddress));
    }

    [Fact]
    public void Frames_of_zstd_in_a_row_are_read_as_one()
    {
        using var file = new TemporaryFile([.. Zstd(Header + Row(1)), .. Zstd(Row(2))]);
        Assert.Equal("zstd", FlowFile.Describe(file.Path).Packing);
        Assert.Equal(["10.0.0.1", "10.0.0.2"], file.Flows().Select(flow => flow.SourceAddress));
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void What_stands_behind_a_whole_stream_is_left_alone(string packing)
    {
        using var file = new TemporaryFile([.. Packed(packing), .. "garbage behind the end"u8]);
        Assert.NotEmpty(file.Flows());
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void A_stream_that_breaks_off_is_told_after_its_whole_rows(string packing)
    {
        var whole = Packed(packing);
        using var file = new TemporaryFile(whole[..(whole.Length * 2 / 3)]);
        Assert.Equal(FlowFileFault.Truncated, file.ReadUntilError().Error.Fault);
    }

    [Theory]
    [InlineData("xz")]
    [InlineData("zstd")]
    public void Any_byte_of_a_packed_file_may_be_wrong_without_another_error_than_that_of_the_file(string packing)
    {
        var whole = Packed(packing);
        for (var at = 0; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x55;
            Survive(damaged);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Members_of_an_archive_are_named_behind_it(string kind)
    {
        using var file = new TemporaryFile(
            Archive(kind, ("day1.csv", Header + Row(1)), ("sub/day2.csv", Header + Row(2) + Row(3))));
        Assert.Equal(("Csv", kind), (FlowFile.Describe(file.Path).Format, FlowFile.Describe(file.Path).Packing));
        Assert.Equal(
            [($"{file.Path}/day1.csv", 2L, "10.0.0.1"), ($"{file.Path}/sub/day2.csv", 2, "10.0.0.2"),
                ($"{file.Path}/sub/day2.csv", 3, "10.0.0.3")],
            file.Flows().Select(flow => (flow.File!, flow.Line, flow.SourceAddress)));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Members_that_are_no_exports_are_passed_over_and_counted(string kind)
    {
        using var file = new TemporaryFile(
            Archive(kind, ("readme.txt", "Hello\n"), ("empty.csv", ""), ("day1.csv", Header + Row(1))));
        var counter = new RejectCounter();
        Assert.Single(Read(file.Path, counter));
        Assert.Equal(2, counter.Notes.Sum(note => note.Value));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_archive_without_any_export_is_of_no_known_format(string kind)
    {
        using var file = new TemporaryFile(Archive(kind, ("readme.txt", "Hello\n")));
        Assert.Equal(
            FlowFileFault.UnknownFormat,
            Assert.Throws<FlowFileException>(() => file.Flows().Count()).Fault);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_byte_of_an_archive_may_be_wrong_without_another_error_than_that_of_the_file(string kind)
    {
        var whole = Archive(kind, ("day1.csv", Header + Row(1)), ("day2.csv", Header + Row(2)));
        for (var at = 0; at < whole.Length; at += kind == "tar" ? 61 : 3)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x55;
            Survive(damaged);
            Survive(whole[..at]);
        }
    }

    [Fact]
    public void The_members_of_a_solid_archive_are_read_one_after_the_other() =>
        Assert.Equal(
            ["10.0.1.1", "10.0.1.2", "10.0.1.3", "10.0.2.1", "10.0.2.2", "10.0.2.3"],
            Read(Repository.Fixture("archives/solid.7z")).Select(flow => flow.SourceAddress));

    [Fact]
    public void An_encrypted_member_is_told_at_the_end_and_the_others_are_read()
    {
        var flows = new List<FlowRecord>();
        var path = Repository.Fixture("archives/encrypted.zip");
        var error = Assert.Throws<FlowFileException>(() =>
        {
            foreach (var flow in Read(path)) flows.Add(flow);
        });
        Assert.Equal((FlowFileFault.Encrypted, $"{path}/day1.csv"), (error.Fault, error.Path));
        Assert.Equal(3, flows.Count);
    }

    [Fact]
    public void A_member_packed_once_more_is_unpacked_but_an_archive_in_an_archive_is_passed_over_and_counted()
    {
        using var file = new TemporaryFile(
            Zip(
                ("inner.zip", Zip(("day.csv", Encoding.UTF8.GetBytes(Header + Row(1))))),
                ("day2.csv.gz", TemporaryFile.Pack(Header + Row(2)))));
        var counter = new RejectCounter();
        Assert.Equal(["10.0.0.2"], Read(file.Path, counter).Select(flow => flow.SourceAddress));
        Assert.Contains(
            counter.Notes.Keys, note => note.Text.Contains("archives within the archive", StringComparison.Ordinal));
    }

    [Fact]
    public void A_damaged_member_is_told_at_the_end_and_the_others_are_read()
    {
        var zip = Zip(
            CompressionLevel.NoCompression, ("a.csv", Encoding.UTF8.GetBytes(Header + Row(1))),
            ("b.csv", Encoding.UTF8.GetBytes(Header + Row(2))));
        zip[zip.AsSpan().IndexOf("10.0.0.1"u8) + 7] = (byte)'7';
        using var file = new TemporaryFile(zip);
        var seen = new List<string>();
        var error = Assert.Throws<FlowFileException>(() =>
        {
            foreach (var flow in file.Flows()) seen.Add(flow.SourceAddress);
        });
        Assert.Equal((FlowFileFault.Malformed, $"{file.Path}/a.csv"), (error.Fault, error.Path));
        Assert.Contains("checksum", error.Message, StringComparison.Ordinal);
        Assert.Contains("10.0.0.2", seen);
    }

    [Fact]
    public void An_archive_that_grows_out_of_all_proportion_is_stopped_even_where_it_is_packed_twice()
    {
        var blank = new byte[40 << 20];
        blank.AsSpan().Fill((byte)'\n');
        Encoding.ASCII.GetBytes(Header + Row(1)).CopyTo(blank, 0);
        using var inner = new MemoryStream();
        using (var gzip = new GZipStream(inner, CompressionLevel.Optimal, leaveOpen: true)) gzip.Write(blank);
        using var file = new TemporaryFile(
            Zip(("a.csv.gz", inner.ToArray()), ("b.csv.gz", inner.ToArray()), ("c.csv.gz", inner.ToArray())));
        Assert.Equal(
            FlowFileFault.TooLarge, Assert.Throws<FlowFileException>(() => file.Flows().Count()).Fault);
    }

    private static void Survive(byte[] content)
    {
        using var file = new TemporaryFile(content);
        try
        {
            _ = file.Flows().Count();
        }
        catch (FlowFileException error)
        {
            Assert.NotEmpty(error.Remedy);
        }
    }

    private static IEnumerable<FlowRecord> Read(string path, IRejectSink? rejects = null) =>
        FlowFile.Read(
            path, new FlowReadOptions(), rejects ?? new RejectList(), TestContext.Current.CancellationToken);

    private static byte[] Packed(string packing) => packing == "xz"
        ? File.ReadAllBytes(Repository.Fixture("archives/two-streams.csv.xz"))[..^8]
        : Zstd(Header + string.Concat(Enumerable.Range(1, 200).Select(Row)));

    private static byte[] Archive(string kind, params (string Name, string Content)[] members)
    {
        var files = members.Select(member => (member.Name, Encoding.UTF8.GetBytes(member.Content))).ToArray();
        switch (kind)
        {
            case "zip": return Zip(files);
            case "7z": return SevenZip(files);
        }

        using var packed = new MemoryStream();
        Stream outer = kind switch
        {
            "tar gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "tar zstd" => new CompressionStream(packed, leaveOpen: true),
            _ => packed,
        };
        using (var tar = new TarWriter(outer, TarEntryFormat.Pax))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "sub/"));
            foreach (var (name, content) in files)
            {
                tar.WriteEntry(
                    new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });
            }
        }

        return packed.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] members) =>
        Zip(CompressionLevel.Optimal, members);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] members)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var entry = zip.CreateEntry(name, level).Open();
                entry.Write(content);
            }
        }

        return packed.ToArray();
    }

    private static byte[] SevenZip((string Name, byte[] Content)[] members)
    {
        using var packed = new MemoryStream();
        using (var writer = new SevenZipWriter(
            packed, new SevenZipWriterOptions(CompressionType.LZMA) { LeaveStreamOpen = true }))
        {
            foreach (var (name, content) in members) writer.Write(name, new MemoryStream(content), DateTime.UtcNow);
        }

        return packed.ToArray();
    }

    private static byte[] Zstd(string content)
    {
        using var packer = new Compressor();
        return packer.Wrap(Encoding.UTF8.GetBytes(content)).ToArray();
    }

    private static string Row(int number) =>
        $"2026-03-04T00:00:00.0000000Z,1,tcp,10.0.0.{number % 250},{number},10.0.9.9,443,5,,,,SF,ssl,\n";
}
