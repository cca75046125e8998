using SharpCompress.Compressors.Xz;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// Unpacks one stream of xz, block by block: what a block needs of memory is looked at before its decoder sets it
/// aside.
/// </summary>
/// <param name="packed">The packed bytes; read up to the end of the stream and no further.</param>
internal sealed class XzStream(ForwardStream packed) : ReadOnlyStream
{
    private const int BufferLength = 1 << 16;
    private const int Lzma2 = 0x21;

    private readonly byte[] unpacked = new byte[BufferLength];
    private XZHeader? header;
    private XZBlock? block;
    private bool ended;

    public override int Read(Span<byte> buffer)
    {
        if (ended || buffer.IsEmpty) return 0;
        header ??= ReadHeader();
        while (true)
        {
            block ??= NextBlock();
            if (block is null)
            {
                ended = true;
                XZIndex.FromStream(packed, indexMarkerAlreadyVerified: false);
                XZFooter.FromStream(packed);
                return 0;
            }

            var wanted = Math.Min(buffer.Length, unpacked.Length);
            var read = block.Read(unpacked, 0, wanted);
            // A block gives all that is asked for, until it ends.
            if (read < wanted) block = null;
            if (read == 0) continue;
            unpacked.AsSpan(0, read).CopyTo(buffer);
            return read;
        }
    }

    private XZHeader ReadHeader()
    {
        var read = XZHeader.FromStream(packed);
        return read.BlockCheckType is CheckType.NONE or CheckType.CRC32 or CheckType.CRC64 or CheckType.SHA256
            ? read
            : throw new InvalidDataException("Its blocks have checksums of an unknown kind.");
    }

    private XZBlock? NextBlock()
    {
        if (packed.Peek(1) is not [var size, ..]) throw new EndOfStreamException();
        if (size == 0) return null;
        MemoryBound.Check(DictionaryOf(packed.Peek((size + 1) * 4)));
        return new XZBlock(packed, header!.BlockCheckType, header.BlockCheckSize);
    }

    // What is malformed here is told by the block's own reader.
    private static long DictionaryOf(ReadOnlySpan<byte> block)
    {
        const int packedSize = 0x40;
        const int unpackedSize = 0x80;
        if (block.Length < 2) return 0;
        var flags = block[1];
        var rest = block[2..];
        if ((flags & packedSize) != 0) Number(ref rest);
        if ((flags & unpackedSize) != 0) Number(ref rest);
        for (var filters = (flags & 3) + 1; filters > 0; filters--)
        {
            var id = Number(ref rest);
            var length = Number(ref rest);
            if (length > (ulong)rest.Length) return 0;
            if (id == Lzma2) return MemoryBound.OfLzma2(rest[..(int)length]);
            rest = rest[(int)length..];
        }

        return 0;
    }

    private static ulong Number(ref ReadOnlySpan<byte> rest)
    {
        const int mostBytes = 9;
        var value = 0UL;
        for (var at = 0; at < Math.Min(mostBytes, rest.Length); at++)
        {
            value |= (ulong)(rest[at] & 0x7f) << (7 * at);
            if ((rest[at] & 0x80) != 0) continue;
            rest = rest[(at + 1)..];
            return value;
        }

        rest = default;
        return value;
    }
}
