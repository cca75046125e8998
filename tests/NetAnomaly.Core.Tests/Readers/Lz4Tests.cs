using System.Buffers.Binary;
using System.Text;
using K4os.Compression.LZ4.Streams;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers;

public sealed class Lz4Tests
{
    private const string Header = "StartTime,Dur,Proto,SrcAddr,Sport,Dir,DstAddr,Dport,State,TotBytes,Label\n";

    [Fact]
    public void Lz4_is_known_by_its_content_and_may_have_several_frames()
    {
        using var file = new TemporaryFile(
            [
                .. Pack(Header + Row(1) + "2011/08/16 10:0"),
                .. Pack("1:02,0,tcp,10.0.0.9,1,->,10.0.0.2,80,CON,5,\n" + Row(3)),
            ]);
        Assert.Equal(("Argus", "lz4"), (FlowFile.Describe(file.Path).Format, FlowFile.Describe(file.Path).Packing));
        Assert.Equal(["10.0.0.1", "10.0.0.9", "10.0.0.3"], file.Flows().Select(flow => flow.SourceAddress));
    }

    [Fact]
    public void What_stands_behind_the_last_frame_and_is_none_is_left_alone_and_told()
    {
        using var file = new TemporaryFile([.. Pack(Header + Row(1)), 1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Single(file.Flows());
        Assert.Single(file.Rejects.Notes);
    }

    [Fact]
    public void A_truncated_frame_is_told_after_its_whole_rows()
    {
        var packed = Pack(Header + string.Concat(Enumerable.Range(0, 60_000).Select(Row)));
        using var file = new TemporaryFile(packed[..(packed.Length * 9 / 10)]);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal(FlowFileFault.Truncated, error.Fault);
        Assert.NotEmpty(flows);
    }

    [Fact]
    public void A_damaged_frame_is_told()
    {
        var packed = Pack(Header + string.Concat(Enumerable.Range(0, 60_000).Select(Row)));
        packed[packed.Length / 2] ^= 0xff;
        using var file = new TemporaryFile(packed);
        Assert.Contains(
            file.ReadUntilError().Error.Fault, (FlowFileFault[])[FlowFileFault.Malformed, FlowFileFault.Truncated]);
    }

    [Fact]
    public void A_block_that_claims_gigabytes_sets_no_memory_aside()
    {
        var packed = Pack(Header + Row(1));
        // Behind the frame's header of 7 bytes stands the length of the first block.
        BinaryPrimitives.WriteUInt32LittleEndian(packed.AsSpan(7), 0x7fff_fff0);
        using var file = new TemporaryFile(packed);
        var before = GC.GetTotalAllocatedBytes();
        Assert.NotEqual(FlowFileFault.UnknownFormat, file.ReadUntilError().Error.Fault);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 64 << 20);
    }

    private static byte[] Pack(string content)
    {
        using var packed = new MemoryStream();
        var settings = new LZ4EncoderSettings
        {
            ContentChecksum = true, BlockSize = 1 << 16, ChainBlocks = true,
        };
        using (var lz4 = LZ4Stream.Encode(packed, settings, leaveOpen: true))
            lz4.Write(Encoding.UTF8.GetBytes(content));
        return packed.ToArray();
    }

    private static string Row(int number) =>
        $"2011/08/16 10:{number / 60 % 60:00}:{number % 60:00}.000000,1.5,tcp,10.0.0.{number % 250},"
            + $"{number % 65536},  ->,10.0.0.2,80,CON,{number},flow\n";
}
