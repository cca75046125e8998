using System.IO.Compression;
using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;

namespace NetAnomaly.Core.Tests.Readers.Binary;

public sealed class FlowCaptureTests
{
    [Theory]
    [InlineData(1, false)]
    [InlineData(5, true)]
    [InlineData(7, false)]
    [InlineData(1005, true)]
    public void Every_version_is_read_plain_and_packed(int version, bool isPacked)
    {
        using var file = new TemporaryFile(Make(version, isPacked, 3));
        Assert.Equal("FlowCapture", FlowFile.Sniff(file.Path));
        var flows = file.Flows().ToList();
        Assert.Equal([1L, 2L, 3L], flows.Select(flow => flow.Line));
        Assert.All(
            flows,
            flow => Assert.Equal(
                ("10.0.0.1", 53, 120L, "udp", PacketMaker.Noon.AddSeconds(-1)),
                (flow.SourceAddress, flow.DestinationPort, flow.Bytes, flow.Protocol, flow.Start)));
        Assert.Empty(file.Rejects.Rows);
    }

    [Theory]
    [InlineData(false, 30)]
    [InlineData(true, 8)]
    [InlineData(true, 2)]
    public void A_file_that_breaks_off_is_said(bool isPacked, int missing)
    {
        using var file = new TemporaryFile(Make(5, isPacked, 200)[..^missing]);
        var (flows, error) = file.ReadUntilError();
        Assert.Equal(FlowFileFault.Truncated, error.Fault);
        Assert.InRange(flows.Count, isPacked ? 1 : 199, 200);
    }

    [Fact]
    public void Aggregated_exports_are_refused_with_the_way_to_text()
    {
        using var file = new TemporaryFile(Make(8, false, 0));
        var (_, error) = file.ReadUntilError();
        Assert.Contains("export version 8", error.Message, StringComparison.Ordinal);
        Assert.Contains("flow-export -f 2", error.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10_000, 0, 0, 0, 0)]
    [InlineData(10_000, 9000, 0, -1, 0)]
    [InlineData(10_000, 9000, 8000, -1, 0)]
    [InlineData(0, 9000, 9500, -0.5, 0.5)]
    [InlineData(10_000, 90_000, 92_000, -2, 2)]
    public void No_flow_starts_after_its_export_and_a_time_of_zero_is_unknown(
        long uptime, long first, long last, double start, double seconds)
    {
        using var file = new TemporaryFile(Make(5, false, 1, uptime, first, last));
        var flow = Assert.Single(file.Flows());
        Assert.Equal((PacketMaker.Noon.AddSeconds(start), seconds), (flow.Start, flow.Duration.TotalSeconds));
    }

    private static byte[] Make(
        int version, bool isPacked, int rows, long uptime = 10_000, long first = 9000, long last = 9500)
    {
        var length = version switch { 1 => 60, 5 => 64, 7 => 68, _ => 72 };
        var records = new ByteMaker();
        for (var i = 0; i < rows; i++)
        {
            records.U32(MessageMaker.ExportSeconds, 0, uptime, 1, 0x0a000001, 0x0a000002, 0).U16(0, 0)
                .U32(2, 120, first, last).U16(5000, 53).U8(17, 0, 0, 0).Zeros(length - 56);
        }

        var file = new ByteMaker().U8(0xcf, 0x10, 2, 3).U32(24).U16(2, 2, version, 8, 4).U32(isPacked ? 2 : 0).Zeros(2);
        using var packed = new MemoryStream();
        using (
            var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true)) zlib.Write(records.ToArray());
        return file.Raw(isPacked ? packed.ToArray() : records.ToArray()).ToArray();
    }
}
