using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Reads the blocks of a pcapng file (draft-ietf-opsawg-pcapng); those without packets are passed over.
/// </summary>
internal sealed class CaptureBlocks(ByteSource source)
{
    private const uint SectionHeader = 0x0a0d0d0a;
    private const uint ByteOrderMagic = 0x1a2b3c4d;
    private const uint InterfaceDescription = 1;
    private const uint OldPacket = 2;
    private const uint SimplePacket = 3;
    private const uint EnhancedPacket = 6;

    // Longer blocks are read past, never held: a frame and its options fit.
    private const int MaxBlock = 2 * CaptureReader.MaxFrame;
    private const int MaxInterfaces = 4096;
    private const ushort ResolutionOption = 9;
    private const ushort OffsetOption = 14;
    private const ulong Microseconds = 1_000_000;

    private readonly List<Interface> interfaces = [];
    private bool bigEndian;
    private long lastTicks = DateTime.UnixEpoch.Ticks;

    /// <summary>Goes to the next packet.</summary>
    public bool Next(out Packet packet)
    {
        while (!source.IsAtEnd())
        {
            var head = source.Take(8);
            var (type, total) = (
                BinaryPrimitives.ReadUInt32LittleEndian(head), BinaryPrimitives.ReadUInt32LittleEndian(head[4..]));
            if (type == SectionHeader) BeginSection();
            if (bigEndian)
                (type, total) = (BinaryPrimitives.ReverseEndianness(type), BinaryPrimitives.ReverseEndianness(total));
            if (total < 12 || total % 4 != 0)
                throw source.Malformed("A block's length is not a multiple of 4, or too small.");
            if (TryPacket(type, total - 12, out packet)) return true;
        }

        packet = default;
        return false;
    }

    private void BeginSection()
    {
        var magic = source.Peek(4);
        if (magic.Length < 4) throw source.Truncated();
        bigEndian = BinaryPrimitives.ReadUInt32BigEndian(magic) == ByteOrderMagic;
        if (!bigEndian && BinaryPrimitives.ReadUInt32LittleEndian(magic) != ByteOrderMagic)
            throw source.Malformed("A section has no byte order mark.");
        interfaces.Clear();
    }

    private bool TryPacket(uint type, uint length, out Packet packet)
    {
        packet = default;
        if (type is not (InterfaceDescription or OldPacket or SimplePacket or EnhancedPacket))
        {
            source.Skip(length + 4L);
            return false;
        }

        if (length > MaxBlock) throw source.Malformed("A block of a packet claims to be longer than 512 KiB.");
        // The length comes again behind the block.
        var body = source.Take((int)length + 4)[..^4];
        if (type != InterfaceDescription) return TryFrame(type, body, out packet);
        Describe(body);
        return false;
    }

    private void Describe(ReadOnlySpan<byte> body)
    {
        if (body.Length < 8) throw source.Malformed("The description of an interface is too short.");
        if (interfaces.Count == MaxInterfaces)
            throw source.Malformed("A section describes more than 4,096 interfaces.");
        var described = new Interface(
            ByteSource.UInt16(body, bigEndian), ByteSource.UInt32(body[4..], bigEndian), Microseconds, 0);
        var options = body[8..];
        while (options.Length >= 4)
        {
            var code = ByteSource.UInt16(options, bigEndian);
            int length = ByteSource.UInt16(options[2..], bigEndian);
            options = options[4..];
            if (code == 0 || length > options.Length) break;
            if (code == ResolutionOption && length >= 1)
                described = described with { UnitsPerSecond = Resolution(options[0]) };
            if (code == OffsetOption && length >= 8)
                described = described with { OffsetSeconds = (long)Number64(options) };
            options = options[Math.Min(options.Length, (length + 3) & ~3)..];
        }

        interfaces.Add(described);
    }

    private bool TryFrame(uint type, ReadOnlySpan<byte> body, out Packet packet)
    {
        packet = default;
        var isSimple = type == SimplePacket;
        var head = isSimple ? 4 : 20;
        if (body.Length < head) throw source.Malformed("The block of a packet is too short.");
        var index = isSimple
            ? 0
            : type == OldPacket ? ByteSource.UInt16(body, bigEndian) : ByteSource.UInt32(body, bigEndian);
        if (index >= interfaces.Count) throw source.Malformed("A packet names an interface that was not described.");
        var from = interfaces[(int)index];
        var original = ByteSource.UInt32(body[(head - 4)..], bigEndian);
        var captured = isSimple
            ? Math.Min(original, from.SnapLength == 0 ? uint.MaxValue : from.SnapLength)
            : ByteSource.UInt32(body[12..], bigEndian);
        if (captured > body.Length - head) throw source.Malformed("A packet claims to be longer than its block.");
        // Simple packets have no time: the last one known stands for it.
        if (!isSimple)
            lastTicks = Time(
                from, ((ulong)ByteSource.UInt32(body[4..], bigEndian) << 32) | ByteSource.UInt32(body[8..], bigEndian));
        packet = new Packet(
            body.Slice(head, (int)captured), from.LinkType, lastTicks, (int)Math.Min(original, int.MaxValue / 2));
        return true;
    }

    private ulong Number64(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);

    private static long Time(Interface from, ulong units)
    {
        var ticks = BinaryTime.FromUnits(units, from.UnitsPerSecond);
        return Math.Abs(from.OffsetSeconds) < uint.MaxValue
            ? ticks + (from.OffsetSeconds * TimeSpan.TicksPerSecond)
            : -1;
    }

    /// <summary>
    /// A negative power of 10, or of 2 where the highest bit is set; microseconds where it is beyond what 64 bits
    /// count.
    /// </summary>
    private static ulong Resolution(byte exponent)
    {
        var power = exponent & 0x7f;
        if ((exponent & 0x80) != 0) return power < 64 ? 1UL << power : Microseconds;
        if (power > 19) return Microseconds;
        var units = 1UL;
        for (; power > 0; power--) units *= 10;
        return units;
    }

    /// <summary>A packet in the source's buffer.</summary>
    internal readonly ref struct Packet(ReadOnlySpan<byte> frame, int linkType, long ticks, int originalLength)
    {
        public ReadOnlySpan<byte> Frame { get; } = frame;

        public int LinkType { get; } = linkType;

        public long Ticks { get; } = ticks;

        public int OriginalLength { get; } = originalLength;
    }

    private readonly record struct Interface(int LinkType, uint SnapLength, ulong UnitsPerSecond, long OffsetSeconds);
}
