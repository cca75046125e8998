using System.Globalization;
using NetAnomaly.Flows.Content;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads the blocks of an nfcapd file, and the records in them.</summary>
internal sealed class NfcapdFile
{
    /// <summary>The length of the shorter of the two headers.</summary>
    public const int ShortestHeader = 40;

    // Layout 1: the header, 128 bytes of identification, and a record of statistics.
    private const int Header1 = 140 + 136;
    private const uint LzoFlag = 1;
    private const uint Bzip2Flag = 8;
    private const uint Lz4Flag = 16;
    private const int BlockHeader = 12;
    private const int DataBlock2 = 2;
    private const int DataBlock3 = 3;
    private const int UnpackedFlag = 1;

    // nfdump's own buffers are of 5 and 10 MiB.
    private const int MaxBlock = 16 << 20;
    private const int FirstStream = 1 << 20;
    private const string Remedy =
        "Write it again without packing (nfdump -J 0 -r FILE), or as text: nfdump -r FILE -o csv.";

    private readonly ByteSource source;
    private readonly FlowReadContext context;
    private readonly NfcapdRecords records;
    private readonly bool bigEndian;
    private readonly int layout;
    private readonly Packing packing;
    private byte[] block = [];
    private int at;
    private int end;
    private long ordinal;

    /// <summary>Reads the file's header.</summary>
    /// <exception cref="FlowFileException">It is no such file, or packed or encrypted in a way that is not known
    /// here.</exception>
    public NfcapdFile(Stream stream, FlowReadContext context)
    {
        this.context = context;
        source = new ByteSource(stream, context);
        var start = source.Peek(4);
        if (start.Length < 4) throw source.Truncated();
        bigEndian = start[0] == 0xa5;
        layout = ByteSource.UInt16(start[2..], bigEndian);
        if (ByteSource.UInt16(start, bigEndian) != 0xa50c)
            throw source.Malformed("It does not begin like an nfcapd file.");
        if (layout is not (1 or 2))
            throw Unsupported(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"an nfcapd file of layout {layout}, which is newer than those known here (1 and 2)"));
        packing = layout == 1 ? OpenLayout1() : OpenLayout2();
        if (!Enum.IsDefined(packing))
            throw Unsupported($"an nfcapd file packed with {Name(packing)}, which cannot be read here");
        records = new NfcapdRecords(context, bigEndian);
    }

    /// <summary>Goes to the next block.</summary>
    public bool NextBlock()
    {
        source.Ordinal = ordinal + 1;
        while (!source.IsAtEnd())
        {
            var header = source.Take(BlockHeader);
            var size = ByteSource.UInt32(header[4..], bigEndian);
            var type = ByteSource.UInt16(header[8..], bigEndian);
            var flags = ByteSource.UInt16(header[10..], bigEndian);
            if (size > MaxBlock) throw source.Malformed("A block claims to be longer than 16 MiB.");
            if (type is not (DataBlock2 or DataBlock3) || (layout == 1 && type == DataBlock3))
            {
                source.Skip(size);
                continue;
            }

            Unpack(source.Take((int)size), flags);
            return true;
        }

        return false;
    }

    /// <summary>Flows beside those of <see cref="NextFlow"/>; who takes them clears it.</summary>
    public IList<FlowRecord> Ready => records.Ready;

    /// <summary>Ends what is open, and tells what had to be assumed of flows.</summary>
    public void Complete() => records.Complete();

    /// <summary>Whether the block is at its end.</summary>
    public bool IsBlockRead => at >= end;

    /// <summary>
    /// The next flow of the block; <see langword="null"/> at its end, and where <see cref="Ready"/> has some.
    /// </summary>
    public FlowRecord? NextFlow()
    {
        while (at < end)
        {
            var rest = block.AsSpan(at, end - at);
            int size = rest.Length < 4 ? 0 : ByteSource.UInt16(rest[2..], bigEndian);
            if (size < 4 || size > rest.Length)
            {
                // The next block's place is known all the same.
                context.Reject(
                    ++ordinal, "a record is longer than its block, or has no length; the rest of the block is lost",
                    HexText.Of(rest));
                at = end;
                return null;
            }

            at += size;
            if (!NfcapdRecords.IsFlow(ByteSource.UInt16(rest, bigEndian)))
            {
                records.TakeOther(rest[..size]);
                continue;
            }

            if (records.Flow(rest[..size], ++ordinal) is { } flow) return flow;
            if (records.Ready.Count > 0) return null;
        }

        return null;
    }

    private Packing OpenLayout1()
    {
        var flags = ByteSource.UInt32(source.Take(Header1)[4..], bigEndian);
        return (flags & LzoFlag) != 0
            ? Packing.Lzo
            : (flags & Bzip2Flag) != 0 ? Packing.Bzip2 : (flags & Lz4Flag) != 0 ? Packing.Lz4 : Packing.None;
    }

    private Packing OpenLayout2()
    {
        var header = source.Take(ShortestHeader);
        var found = (Packing)header[16];
        return header[17] == 0 ? found : throw Unsupported("an encrypted nfcapd file");
    }

    private void Unpack(ReadOnlySpan<byte> packed, ushort flags)
    {
        (at, end) = (0, packed.Length);
        if (packing == Packing.None || (layout == 2 && (flags & UnpackedFlag) != 0))
        {
            Reserve(packed.Length);
            packed.CopyTo(block);
            return;
        }

        if (packing is Packing.Bzip2 or Packing.Zstd)
        {
            end = UnpackStream(packed);
        }
        else
        {
            // Neither packing makes one byte into more than 255.
            Reserve((int)Math.Min(MaxBlock, (packed.Length * 255L) + 64));
            end = packing == Packing.Lz4 ? Lz4Block.Unpack(packed, block) : LzoBlock.Unpack(packed, block);
        }

        if (end >= 0) return;
        end = 0;
        context.Reject(++ordinal, $"a block packed with {Name(packing)} is damaged, and lost", HexText.Of(packed));
    }

    /// <summary>Unpacks a block of bzip2 or zstd.</summary>
    /// <returns>How many bytes came out; -1 where the block is damaged, or would not fit.</returns>
    private int UnpackStream(ReadOnlySpan<byte> packed)
    {
        Reserve(FirstStream);
        var made = 0;
        try
        {
            using var unpacked = new PackedStreams(
                context.Path, new MemoryStream(packed.ToArray()),
                packing == Packing.Zstd ? StreamPackings.Zstd : StreamPackings.Bzip2);
            while (unpacked.Read(block.AsSpan(made)) is > 0 and var read)
            {
                made += read;
                if (made == MaxBlock) return -1;
                if (made == block.Length) Array.Resize(ref block, Math.Min(MaxBlock, made * 2));
            }
        }
        catch (FlowFileException)
        {
            return -1;
        }

        return made;
    }

    private void Reserve(int length)
    {
        if (block.Length < length) block = new byte[length];
    }

    private FlowFileException Unsupported(string what) =>
        new(FlowFileFault.UnknownFormat, context.Path, 0, $"{context.Path}: this is {what}.", Remedy);

    private static string Name(Packing packing) => packing switch
    {
        Packing.Lzo => "LZO",
        Packing.Bzip2 => "bzip2",
        Packing.Lz4 => "LZ4",
        Packing.Zstd => "zstd",
        _ => string.Create(CultureInfo.InvariantCulture, $"method {(int)packing}"),
    };
}
