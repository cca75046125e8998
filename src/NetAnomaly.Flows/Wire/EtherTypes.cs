using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Finds the IP packet behind an EtherType (IEEE 802), through tags, labels and frames within frames.
/// </summary>
internal static class EtherTypes
{
    private const int MostLayers = 16;
    private const ushort IPv4 = 0x0800;
    private const ushort IPv6 = 0x86dd;

    // Smaller numbers are lengths of IEEE 802.3.
    private const ushort First = 0x0600;

    /// <summary>Where the IP packet of an Ethernet frame begins; -1 where it holds none.</summary>
    public static int FindInFrame(ReadOnlySpan<byte> frame, int at, ref int kind) =>
        frame.Length - at >= 14
            ? Find(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 12)..]), at + 14, ref kind)
            : -1;

    /// <summary>Where the IP packet of a PPP frame begins; -1 where it holds none.</summary>
    public static int FindInPpp(ReadOnlySpan<byte> frame, int at, ref int kind)
    {
        if (frame.Length - at < 2) return -1;
        // A protocol of one byte is odd, where the sides have agreed to leave out the zero in front (RFC 1661, 6.5).
        var (protocol, length) = (frame[at] & 1) != 0
            ? (frame[at], 1) : (BinaryPrimitives.ReadUInt16BigEndian(frame[at..]), 2);
        return Find(
            frame, protocol switch { 0x0021 => IPv4, 0x0057 => IPv6, 0x0281 => 0x8847, _ => (ushort)0 }, at + length,
            ref kind);
    }

    /// <summary>Where the IP packet begins; -1 where there is none.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="type">The EtherType, or the length of IEEE 802.3.</param>
    /// <param name="at">Where what it is of begins.</param>
    /// <param name="kind">What is there in its place.</param>
    public static int Find(ReadOnlySpan<byte> frame, ushort type, int at, ref int kind)
    {
        for (var layer = 0; layer < MostLayers; layer++)
        {
            if (type is IPv4 or IPv6) return at;
            // What is behind the type, before the next one.
            var skipped = type switch
            {
                // 802.1Q, 802.1ad and the older types of stacked tags.
                0x8100 or 0x88a8 or 0x9100 or 0x9200 or 0x9300 => 2,
                // VN-Tag, and the tag of HSR (IEC 62439-3).
                0x8926 or 0x892f => 4,
                // 802.1BR's E-Tag; Cisco's metadata of one option, the security group.
                0x893f or 0x8909 => 6,
                _ => 0,
            };
            if (skipped > 0)
            {
                if (frame.Length - at < skipped + 2) return CutOff(ref kind);
                type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + skipped)..]);
                at += skipped + 2;
                continue;
            }

            switch (type)
            {
                // PPPoE's session data: 6 bytes of its own, then PPP's protocol.
                case 0x8864:
                    return FindInPpp(frame, at + 6, ref kind);
                case 0x8847 or 0x8848:
                    return Mpls(frame, at, ref kind);
                // MAC in MAC (802.1ah), Cisco's FabricPath, bridged Ethernet: a frame in the frame.
                case 0x88e7:
                    return FindInFrame(frame, at + 4, ref kind);
                case 0x8903:
                    return FindInFrame(frame, at + 2, ref kind);
                case 0x6558:
                    return FindInFrame(frame, at, ref kind);
                // MACsec that is not encrypted: 6 bytes, 8 more with the sender's identifier (802.1AE, 9.3).
                case 0x88e5 when at < frame.Length && (frame[at] & 0x0c) == 0:
                    at += (frame[at] & 0x20) != 0 ? 14 : 6;
                    if (frame.Length - at < 2) return CutOff(ref kind);
                    type = BinaryPrimitives.ReadUInt16BigEndian(frame[at..]);
                    at += 2;
                    break;
                case < First when frame.Length - at >= 8 && frame[at..] is [0xaa, 0xaa, 3, 0, 0, 0, ..]:
                    type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 6)..]);
                    at += 8;
                    break;
                // IP in LLC, without SNAP.
                case < First when frame.Length - at >= 3 && frame[at..] is [6, 6, 3, ..]:
                    kind = FrameKinds.NoIp;
                    return AtVersion(frame, at + 3);
                case < First:
                    kind = frame.Length > at ? FrameKinds.OfLlc(frame[at]) : FrameKinds.CutOff;
                    return -1;
                default:
                    kind = type;
                    return -1;
            }
        }

        kind = FrameKinds.NoIp;
        return -1;
    }

    /// <summary>The place given, where a packet of IPv4 or IPv6 begins there; else -1.</summary>
    public static int AtVersion(ReadOnlySpan<byte> frame, int at) =>
        at < frame.Length && frame[at] >> 4 is 4 or 6 ? at : -1;

    /// <summary>
    /// Behind the last label stands IP, or a pseudowire's Ethernet frame, with or without a control word (RFC 4385,
    /// 4448).
    /// </summary>
    private static int Mpls(ReadOnlySpan<byte> frame, int at, ref int kind)
    {
        for (var label = 0; label < MostLayers; label++)
        {
            if (frame.Length - at < 4) return CutOff(ref kind);
            var isLast = (frame[at + 2] & 1) != 0;
            at += 4;
            if (!isLast) continue;
            if (AtVersion(frame, at) is var ip && ip >= 0) return ip;
            return frame.Length - at > 4 && frame[at] >> 4 == 0
                ? FindInFrame(frame, at + 4, ref kind)
                : FindInFrame(frame, at, ref kind);
        }

        kind = FrameKinds.NoIp;
        return -1;
    }

    private static int CutOff(ref int kind)
    {
        kind = FrameKinds.CutOff;
        return -1;
    }
}
