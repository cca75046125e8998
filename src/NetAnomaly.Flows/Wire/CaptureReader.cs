using System.Buffers.Binary;
using System.Runtime.ExceptionServices;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Reads a packet capture frame by frame: pcap in both byte orders, in microseconds and nanoseconds, and pcapng.
/// </summary>
internal sealed class CaptureReader
{
    /// <summary>Longer frames are damage: libpcap captures no more than this.</summary>
    public const int MaxFrame = 262_144;

    private const uint Micro = 0xa1b2c3d4;
    private const uint Nano = 0xa1b23c4d;

    // An old patch to libpcap, whose frames have eight bytes more in front.
    private const uint Modified = 0xa1b2cd34;
    private const uint Section = 0x0a0d0d0a;

    private readonly ByteSource source;
    private readonly CaptureBlocks? blocks;
    private readonly bool bigEndian;
    private readonly long ticksPerUnitInverse;
    private readonly int linkType;
    private readonly int headerLength;
    private byte[] frame = new byte[2048];
    private int length;

    /// <summary>Reads the capture's header.</summary>
    /// <exception cref="FlowFileException">It is no capture, or breaks off.</exception>
    public CaptureReader(Stream stream, FlowReadContext context)
    {
        source = new ByteSource(stream, context);
        var first = source.Peek(4);
        if (!IsCapture(first)) throw source.Malformed("It does not begin like a packet capture.");
        if (BinaryPrimitives.ReadUInt32BigEndian(first) == Section)
        {
            blocks = new CaptureBlocks(source);
            return;
        }

        var header = source.Take(24);
        bigEndian = header[0] == 0xa1;
        var magic = ByteSource.UInt32(header, bigEndian);
        ticksPerUnitInverse = magic == Nano ? 100 : 10;
        headerLength = magic == Modified ? 24 : 16;
        // The upper bits tell of frame check sequences.
        linkType = (int)(ByteSource.UInt32(header[20..], bigEndian) & 0xffff);
    }

    /// <summary>The bytes captured of the frame.</summary>
    public ReadOnlySpan<byte> Frame => frame.AsSpan(0, length);

    /// <summary>The frame's link type.</summary>
    public int LinkType { get; private set; }

    /// <summary>How long the frame was on the wire.</summary>
    public int OriginalLength { get; private set; }

    /// <summary>When it was captured: ticks, UTC.</summary>
    public long Ticks { get; private set; }

    /// <summary>The frame's ordinal, from 1, as Wireshark counts.</summary>
    public long Number { get; private set; }

    /// <summary>Whether content begins like a capture.</summary>
    public static bool IsCapture(ReadOnlySpan<byte> head)
    {
        if (head.Length < 4) return false;
        var magic = BinaryPrimitives.ReadUInt32BigEndian(head);
        return magic is Section or Micro or Nano or Modified
            || BinaryPrimitives.ReverseEndianness(magic) is Micro or Nano or Modified;
    }

    /// <summary>Goes to the next frame.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="FlowFileException">The capture breaks off or is damaged.</exception>
    public bool Next()
    {
        source.Ordinal = Number + 1;
        if (blocks is null ? !NextRecord() : !NextBlock()) return false;
        Number++;
        return true;
    }

    /// <summary>Goes to the next frame.</summary>
    /// <param name="error">Why there is none, where the capture breaks off or is damaged.</param>
    /// <returns>Whether there is one.</returns>
    public bool TryNext(out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            return Next();
        }
        catch (IOException exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    private bool NextRecord()
    {
        if (source.IsAtEnd()) return false;
        var header = source.Take(headerLength);
        Ticks = BinaryTime.FromSeconds(
            ByteSource.UInt32(header, bigEndian),
            ticksPerUnitInverse == 10
                ? ByteSource.UInt32(header[4..], bigEndian) * 10L
                : ByteSource.UInt32(header[4..], bigEndian) / 100);
        var captured = ByteSource.UInt32(header[8..], bigEndian);
        if (captured > MaxFrame) throw source.Malformed("A frame claims to be longer than 262,144 bytes.");
        OriginalLength = (int)Math.Min(ByteSource.UInt32(header[12..], bigEndian), int.MaxValue / 2);
        LinkType = linkType;
        Keep(source.Take((int)captured));
        return true;
    }

    private bool NextBlock()
    {
        if (!blocks!.Next(out var packet)) return false;
        (Ticks, LinkType, OriginalLength) = (packet.Ticks, packet.LinkType, packet.OriginalLength);
        Keep(packet.Frame);
        return true;
    }

    // Copied, because the source's buffer moves when more is read.
    private void Keep(ReadOnlySpan<byte> captured)
    {
        if (frame.Length < captured.Length) frame = new byte[Math.Max(captured.Length, frame.Length * 2)];
        captured.CopyTo(frame);
        length = captured.Length;
    }
}
