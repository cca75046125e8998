using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>Finds the IP packet in a captured frame.</summary>
internal static class LinkLayer
{
    /// <summary>Ethernet's link type.</summary>
    public const int Ethernet = 1;

    /// <summary>The link type of bare IP packets.</summary>
    public const int RawIp = 101;

    private const int Loopback = 0;
    private const int OpenBsdLoopback = 108;
    private const int LinuxCooked = 113;
    private const int LinuxCooked2 = 276;
    private const int RawIPv4 = 228;
    private const int RawIPv6 = 229;

    private const int MostLayers = 16;
    private const ushort IPv4Type = 0x0800;
    private const ushort IPv6Type = 0x86dd;

    /// <summary>
    /// Where the IP packet begins; -1 where the frame holds something else, -2 where its link type is not known.
    /// </summary>
    /// <param name="frame">The frame as captured.</param>
    /// <param name="linkType">Its link type, of the registry of tcpdump.org/linktypes.html.</param>
    public static int FindIp(ReadOnlySpan<byte> frame, int linkType) => linkType switch
    {
        Ethernet => EthernetPayload(frame, 0),
        // 12 and 14 are what some systems write for LINKTYPE_RAW.
        RawIp or 12 or 14 or RawIPv4 or RawIPv6 => 0,
        // The family of addresses, in the byte order of the capturing machine; what follows tells IPv4 from IPv6
        // anyway.
        Loopback or OpenBsdLoopback => frame.Length > 4 ? AtVersion(frame, 4) : -1,
        LinuxCooked => frame.Length >= 16 ? ByType(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[14..]), 16) : -1,
        LinuxCooked2 => frame.Length >= 20 ? ByType(frame, BinaryPrimitives.ReadUInt16BigEndian(frame), 20) : -1,
        _ => -2,
    };

    private static int EthernetPayload(ReadOnlySpan<byte> frame, int at) =>
        frame.Length - at >= 14 ? ByType(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 12)..]), at + 14) : -1;

    private static int ByType(ReadOnlySpan<byte> frame, ushort type, int at)
    {
        for (var layer = 0; layer < MostLayers; layer++)
        {
            switch (type)
            {
                case IPv4Type or IPv6Type:
                    return at;
                // 802.1Q, 802.1ad and the older types of stacked tags.
                case 0x8100 or 0x88a8 or 0x9100 or 0x9200:
                    if (frame.Length - at < 4) return -1;
                    type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 2)..]);
                    at += 4;
                    break;
                // PPPoE's session data: 6 bytes of its own, then PPP's protocol.
                case 0x8864:
                    if (frame.Length - at < 8) return -1;
                    type = BinaryPrimitives.ReadUInt16BigEndian(frame[(at + 6)..]) switch { 0x0021 => IPv4Type,
                        0x0057 => IPv6Type, _ => 0 };
                    at += 8;
                    break;
                case 0x8847 or 0x8848:
                    return Mpls(frame, at);
                default:
                    return -1;
            }
        }

        return -1;
    }

    /// <summary>
    /// Behind the last label stands IP, or a pseudowire's Ethernet frame, with or without a control word (RFC 4385,
    /// 4448).
    /// </summary>
    private static int Mpls(ReadOnlySpan<byte> frame, int at)
    {
        for (var label = 0; label < MostLayers; label++)
        {
            if (frame.Length - at < 4) return -1;
            var isLast = (frame[at + 2] & 1) != 0;
            at += 4;
            if (!isLast) continue;
            if (AtVersion(frame, at) is var ip && ip >= 0) return ip;
            return frame.Length - at > 4 && frame[at] >> 4 == 0
                ? EthernetPayload(frame, at + 4)
                : EthernetPayload(frame, at);
        }

        return -1;
    }

    private static int AtVersion(ReadOnlySpan<byte> frame, int at) =>
        at < frame.Length && frame[at] >> 4 is 4 or 6 ? at : -1;
}
