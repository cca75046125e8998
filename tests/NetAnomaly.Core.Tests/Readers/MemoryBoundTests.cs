using System.Buffers.Binary;
using System.Formats.Tar;
using System.Text;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Content;
using NetAnomaly.Fuzzing.Mutation;
using SharpCompress.Common;
using SharpCompress.Writers.SevenZip;
using SharpCompress.Writers.Zip;

namespace NetAnomaly.Core.Tests.Readers;

/// <summary>
/// Files that ask for more memory than unpacking them needs are refused before anything is set aside.
/// </summary>
[Collection(nameof(Fuzzing.RunsAlone))]
public sealed class MemoryBoundTests
{
    private const string Content =
        "Start,Duration,Protocol,SourceAddress,SourcePort,DestinationAddress,DestinationPort,Bytes\n"
        + "2026-03-04T00:00:00Z,1,tcp,10.0.0.1,1,10.0.9.9,443,5\n";

    private const long MostAllocated = 64 << 20;

    [Fact]
    public void A_dictionary_of_xz_that_is_out_of_proportion_is_refused()
    {
        var content = File.ReadAllBytes(Repository.Fixture("archives/two-streams.csv.xz"));
        // Behind the header of the stream: length, flags, the filter 21 and the length of its properties.
        Assert.Equal([0x21, 0x01], content[14..16]);
        Assert.Equal(FlowFileFault.TooLarge, Refused(With(content, at: 16, 37)));
    }

    [Fact]
    public void A_dictionary_of_xz_may_be_as_large_as_programs_make_it()
    {
        const byte of256MiB = 32;
        var content = File.ReadAllBytes(Repository.Fixture("archives/two-streams.csv.xz"));
        using var file = new TemporaryFile(With(content, at: 16, of256MiB));
        Assert.Equal(6, file.Flows().Count());
    }

    [Fact]
    public void The_blocks_of_a_stream_of_xz_are_read_one_after_the_other()
    {
        using var file = new TemporaryFile(File.ReadAllBytes(Repository.Fixture("archives/blocks.csv.xz")));
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], file.Flows().Select(flow => flow.SourceAddress));
    }

    [Theory]
    [InlineData(0x40000000u)]
    [InlineData(0xffffffffu)]
    public void A_dictionary_of_7z_that_is_out_of_proportion_is_refused(uint dictionary)
    {
        var content = SevenZip();
        var found = 0;
        for (var at = 32; at < content.Length - 8; at++)
        {
            // The method LZMA, the length of its properties, of which the first byte is no dictionary.
            if (!content.AsSpan(at).StartsWith((ReadOnlySpan<byte>)[0x03, 0x01, 0x01, 0x05, 0x5d])) continue;
            BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at + 5), dictionary);
            found++;
        }

        Assert.NotEqual(0, found);
        Checksums.Repair(content);
        Assert.Equal(FlowFileFault.TooLarge, Refused(content));
    }

    [Fact]
    public void A_7z_of_more_folders_than_there_are_bytes_is_refused()
    {
        byte[] header = [0x01, 0x04, 0x07, 0x0b, 0xf0, 0xff, 0xff, 0xff, 0x7f, 0x00];
        var content = new byte[32 + header.Length];
        new byte[] { 0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c, 0, 4 }.CopyTo(content, 0);
        BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(20), (ulong)header.Length);
        header.CopyTo(content, 32);
        Checksums.Repair(content);
        using var file = new TemporaryFile(content);
        Assert.Contains("folders", file.ReadUntilError().Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_dictionary_in_a_zip_that_is_out_of_proportion_is_refused()
    {
        var content = Zip();
        using (var whole = new TemporaryFile(content)) Assert.Single(whole.Flows());
        // The version of LZMA, 5 bytes of properties and the first of them, which is no dictionary.
        var at = content.AsSpan().IndexOf((ReadOnlySpan<byte>)[0x05, 0x00, 0x5d]);
        BinaryPrimitives.WriteUInt32LittleEndian(content.AsSpan(at + 3), 0x70000000);
        Assert.Equal(FlowFileFault.TooLarge, Refused(content));
    }

    [Fact]
    public void A_name_of_a_member_of_tar_that_is_out_of_proportion_is_refused()
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(
                new PaxTarEntry(TarEntryType.RegularFile, "a.csv")
                {
                    DataStream = new MemoryStream(Encoding.UTF8.GetBytes(Content)),
                });
        }

        var content = packed.ToArray();
        using (var whole = new TemporaryFile(content)) Assert.Single(whole.Flows());
        // The size of the entry that has the attributes, as a number of octal digits, and the header's checksum.
        Assert.Equal((byte)'x', content[156]);
        Encoding.ASCII.GetBytes("07777777777\0").CopyTo(content, 124);
        Encoding.ASCII.GetBytes("        ").CopyTo(content, 148);
        var sum = content.AsSpan(0, 512).ToArray().Sum(value => value);
        Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(content, 148);
        Assert.Equal(FlowFileFault.TooLarge, Refused(content));
    }

    [Fact]
    public void Metadata_of_Parquet_that_nest_without_end_are_refused()
    {
        byte[] footer = [.. Enumerable.Repeat((byte)0x1c, 100_000)];
        byte[] content = [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
        Assert.Equal(FlowFileFault.Malformed, Refused(content));
    }

    [Fact]
    public void Metadata_of_Parquet_that_list_more_than_there_is_are_refused()
    {
        byte[] footer = [0x29, 0xfc, 0xff, 0xff, 0xff, 0xff, 0x07, 0x00];
        byte[] content = [.. "PAR1"u8, .. footer, .. BitConverter.GetBytes(footer.Length), .. "PAR1"u8];
        Assert.Equal(FlowFileFault.Malformed, Refused(content));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_not_packed_behind_what_is_packed_is_told(bool isGzip)
    {
        var packed = isGzip
            ? TemporaryFile.Pack(Content)
            : File.ReadAllBytes(Repository.Fixture("archives/two-streams.csv.xz"));
        using var whole = new TemporaryFile([.. packed, 0, 0, 0, 0]);
        Assert.NotEmpty(whole.Flows().ToList());
        Assert.Empty(whole.Rejects.Notes);
        using var file = new TemporaryFile([.. packed, .. "2026-03-04T00:00:01Z,1,tcp,10.0.0.1,1,10.0.9.9,443,5\n"u8]);
        Assert.NotEmpty(file.Flows().ToList());
        Assert.Contains("behind the packed content", Assert.Single(file.Rejects.Notes).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_library_stumbles_over_is_told_as_damage()
    {
        var told = Decoders.Broken("x.7z", new InvalidCastException(), isAtEnd: false);
        Assert.Contains("makes no sense", told.Message, StringComparison.Ordinal);
    }

    private static FlowFileFault Refused(byte[] content)
    {
        using var file = new TemporaryFile(content);
        var before = GC.GetTotalAllocatedBytes();
        var fault = Assert.Throws<FlowFileException>(() => file.Flows().ToList()).Fault;
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, MostAllocated);
        return fault;
    }

    private static byte[] With(byte[] content, int at, byte value)
    {
        content[at] = value;
        Checksums.Repair(content);
        return content;
    }

    private static byte[] SevenZip()
    {
        using var packed = new MemoryStream();
        using (var writer = new SevenZipWriter(
            packed, new SevenZipWriterOptions(CompressionType.LZMA) { LeaveStreamOpen = true }))
            writer.Write("a.csv", new MemoryStream(Encoding.UTF8.GetBytes(Content)), DateTime.UtcNow);
        return packed.ToArray();
    }

    private static byte[] Zip()
    {
        using var packed = new MemoryStream();
        using (var writer = new ZipWriter(
            packed, new ZipWriterOptions(CompressionType.LZMA) { LeaveStreamOpen = true }))
            writer.Write("a.csv", new MemoryStream(Encoding.UTF8.GetBytes(Content)), DateTime.UtcNow);
        return packed.ToArray();
    }
}
