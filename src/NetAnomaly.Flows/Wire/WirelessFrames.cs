using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Finds the IP packet in a frame of IEEE 802.11, with radiotap's header before it or not: data frames carry it behind
/// LLC and SNAP.
/// </summary>
internal static class WirelessFrames
{
    private const int AddressHeader = 24;

    // Of radiotap's fields, and of the one byte that says how the header of 802.11 is padded.
    private const uint HasClock = 1;
    private const uint HasFlags = 2;
    private const uint HasMoreWords = 1u << 31;
    private const byte IsPadded = 0x20;

    /// <summary>Behind radiotap's header.</summary>
    public static int FindBehindRadiotap(ReadOnlySpan<byte> frame, ref int kind)
    {
        if (frame.Length < 8) return -1;
        int length = BinaryPrimitives.ReadUInt16LittleEndian(frame[2..]);
        if (frame[0] != 0 || length < 8)
        {
            kind = FrameKinds.WirelessDamaged;
            return -1;
        }

        return length > frame.Length ? -1 : Find(frame, length, HasPadding(frame[..length]), ref kind);
    }

    /// <summary>In a frame that begins at once.</summary>
    public static int Find(ReadOnlySpan<byte> frame, ref int kind) => Find(frame, 0, isPadded: false, ref kind);

    private static int Find(ReadOnlySpan<byte> frame, int start, bool isPadded, ref int kind)
    {
        var header = frame[start..];
        if (header.Length < 2) return -1;
        var (control, flags) = (header[0], header[1]);
        if ((control & 3) != 0) return Other(FrameKinds.WirelessDamaged, ref kind);
        switch ((control >> 2) & 3)
        {
            case 0: return Other(FrameKinds.WirelessManagement, ref kind);
            case 1: return Other(FrameKinds.WirelessControl, ref kind);
            case 3: return Other(FrameKinds.WirelessExtension, ref kind);
        }

        // Data without data: how stations say that they sleep.
        if ((control & 0x40) != 0) return Other(FrameKinds.WirelessNoData, ref kind);
        if ((flags & 0x40) != 0) return Other(FrameKinds.WirelessEncrypted, ref kind);
        // Between two access points there is a fourth address.
        var length = AddressHeader + ((flags & 3) == 3 ? 6 : 0);
        if ((control & 0x80) != 0)
        {
            if (header.Length < length + 2) return -1;
            if ((header[length] & 0x80) != 0) return Other(FrameKinds.WirelessAggregate, ref kind);
            // The order bit stands for four bytes of high throughput control.
            length += (flags & 0x80) != 0 ? 6 : 2;
        }

        if (header.Length < length) return -1;
        if ((header[22] & 0x0f) != 0) return Other(FrameKinds.WirelessFragment, ref kind);
        if (isPadded) length = (length + 3) & ~3;
        return header.Length < length + 1 ? -1 : EtherTypes.Find(frame, 0, start + length, ref kind);
    }

    // The flags are the first field, or the second behind eight bytes of a clock that are aligned.
    private static bool HasPadding(ReadOnlySpan<byte> header)
    {
        var present = BinaryPrimitives.ReadUInt32LittleEndian(header[4..]);
        if ((present & HasFlags) == 0) return false;
        var at = 8;
        for (var word = present; (word & HasMoreWords) != 0; at += 4)
        {
            if (at + 4 > header.Length) return false;
            word = BinaryPrimitives.ReadUInt32LittleEndian(header[at..]);
        }

        if ((present & HasClock) != 0) at = ((at + 7) & ~7) + 8;
        return at < header.Length && (header[at] & IsPadded) != 0;
    }

    private static int Other(int what, ref int kind)
    {
        kind = what;
        return -1;
    }
}
