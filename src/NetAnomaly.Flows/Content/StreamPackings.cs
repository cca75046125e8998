using K4os.Compression.LZ4.Streams;
using SharpCompress.Compressors;
using SharpCompress.Compressors.BZip2;
using ZstdSharp;

namespace NetAnomaly.Flows.Content;

/// <summary>The packings of single streams, beside gzip, which .NET unpacks itself.</summary>
internal static class StreamPackings
{
    /// <summary>bzip2; tools that pack on several cores write many streams.</summary>
    public static StreamPacking Bzip2 { get; } = new(
        "bzip2", 0, head => head is [0x42, 0x5a, 0x68, >= (byte)'1' and <= (byte)'9', ..],
        packed => BZip2Stream.Create(
            packed, CompressionMode.Decompress, decompressConcatenated: false, leaveOpen: true));

    /// <summary>xz.</summary>
    public static StreamPacking Xz { get; } = new(
        "xz", 4, head => head is [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00, ..], packed => new XzStream(packed));

    /// <summary>
    /// zstd, and frames of it that are skipped. Windows of more than 128 MiB (zstd --long=28 and above) are refused.
    /// </summary>
    public static StreamPacking Zstd { get; } = new(
        "zstd", 0, head => head is [0x28, 0xb5, 0x2f, 0xfd, ..] or [>= 0x50 and <= 0x5f, 0x2a, 0x4d, 0x18, ..],
        packed => new DecompressionStream(packed, 0, checkEndOfStream: true, leaveOpen: true), ReadsOn: true);

    /// <summary>
    /// LZ4 as files have it: blocks of 4 MiB at most bound what unpacking takes of memory, and none holds more than 255
    /// times its own length.
    /// </summary>
    public static StreamPacking Lz4 { get; } = new(
        "lz4", 0, head => head is [0x04, 0x22, 0x4d, 0x18, ..], packed => LZ4Stream.Decode(packed, leaveOpen: true),
        ReadsOn: true);

    private static readonly StreamPacking[] All = [Bzip2, Xz, Zstd, Lz4];

    /// <summary>The packing that bytes begin with; <see langword="null"/> where there is none.</summary>
    public static StreamPacking? Of(ReadOnlySpan<byte> head)
    {
        foreach (var packing in All)
        {
            if (packing.Begins(head)) return packing;
        }

        return null;
    }
}
