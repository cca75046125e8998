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
    private const int Ppp = 9;
    private const int PppHdlc = 50;
    private const int PppEther = 51;
    private const int CiscoHdlc = 104;
    private const int Wireless = 105;
    private const int Radiotap = 127;
    private const int OpenBsdLoopback = 108;
    private const int LinuxCooked = 113;
    private const int LinuxCooked2 = 276;
    private const int RawIPv4 = 228;
    private const int RawIPv6 = 229;
    private const int NetfilterLog = 239;
    private const ushort NetfilterPayload = 9;

    /// <summary>
    /// Where the IP packet begins; -1 where the frame holds something else, -2 where its link type is not known.
    /// </summary>
    /// <param name="frame">The frame as captured.</param>
    /// <param name="linkType">Its link type, of the registry of tcpdump.org/linktypes.html.</param>
    /// <param name="kind">What the frame holds where it is no IP, for <see cref="FrameKinds"/>.</param>
    public static int FindIp(ReadOnlySpan<byte> frame, int linkType, out int kind)
    {
        kind = FrameKinds.CutOff;
        switch (linkType)
        {
            case Ethernet:
                return EtherTypes.FindInFrame(frame, 0, ref kind);
            // 12 and 14 are what some systems write for LINKTYPE_RAW.
            case RawIp or 12 or 14 or RawIPv4 or RawIPv6:
                return 0;
            // The family of addresses, in the byte order of the capturing machine; what follows tells IPv4 from IPv6
            // anyway.
            case Loopback or OpenBsdLoopback:
                kind = frame.Length > 4 ? FrameKinds.NoIp : FrameKinds.CutOff;
                return EtherTypes.AtVersion(frame, 4);
            case LinuxCooked when frame.Length >= 16:
                return EtherTypes.Find(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[14..]), 16, ref kind);
            case LinuxCooked2 when frame.Length >= 20:
                return EtherTypes.Find(frame, BinaryPrimitives.ReadUInt16BigEndian(frame), 20, ref kind);
            case CiscoHdlc when frame.Length >= 4:
                return EtherTypes.Find(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), 4, ref kind);
            case Ppp or PppHdlc when frame.Length >= 4:
                // Cisco's HDLC comes under PPP's link type too.
                return frame[0] is 0x0f or 0x8f
                    ? EtherTypes.Find(frame, BinaryPrimitives.ReadUInt16BigEndian(frame[2..]), 4, ref kind)
                    : EtherTypes.FindInPpp(frame, frame is [0xff, 0x03, ..] ? 2 : 0, ref kind);
            case PppEther when frame.Length >= 8:
                return EtherTypes.FindInPpp(frame, 6, ref kind);
            case Wireless:
                return WirelessFrames.Find(frame, ref kind);
            case Radiotap:
                return WirelessFrames.FindBehindRadiotap(frame, ref kind);
            case NetfilterLog:
                return InNetfilterLog(frame);
            case LinuxCooked or LinuxCooked2 or CiscoHdlc or Ppp or PppHdlc or PppEther:
                return -1;
            default:
                kind = FrameKinds.OfLinkType(linkType);
                return -2;
        }
    }

    /// <summary>Netfilter's log: fields of a length and a type in the capturing machine's byte order.</summary>
    private static int InNetfilterLog(ReadOnlySpan<byte> frame)
    {
        for (var at = 4; at + 4 <= frame.Length;)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(frame[at..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(frame[(at + 2)..]) == NetfilterPayload)
                return EtherTypes.AtVersion(frame, at + 4);
            if (length < 4) return -1;
            at += (length + 3) & ~3;
        }

        return -1;
    }
}
