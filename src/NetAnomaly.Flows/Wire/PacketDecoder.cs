using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>Reads addresses, protocol, ports and flags of captured packets.</summary>
/// <remarks>Tunnels are not unpacked: their outer packet makes the flow.</remarks>
internal static class PacketDecoder
{
    private const int MostExtensions = 16;
    private const byte Icmp = 1;
    private const byte Tcp = 6;
    private const byte Udp = 17;
    private const byte IcmpV6 = 58;

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">The bytes captured.</param>
    /// <param name="linkType">Their link type.</param>
    /// <param name="originalLength">How long the frame was before the capture cut it.</param>
    /// <param name="packet">What it says, if it is an IP packet.</param>
    public static PacketKind Decode(ReadOnlySpan<byte> frame, int linkType, int originalLength, out PacketHeader packet)
    {
        packet = new PacketHeader { SourcePort = -1, DestinationPort = -1 };
        var at = LinkLayer.FindIp(frame, linkType, out packet.FrameKind);
        if (at < 0) return at == -1 ? PacketKind.Other : PacketKind.UnknownLink;
        if (at >= frame.Length) return PacketKind.Damaged;
        var version = frame[at] >> 4;
        var rest = Math.Max(originalLength, frame.Length) - at;
        var isWhole = version == 4 ? IPv4(frame[at..], rest, ref packet, out var transport)
            : version == 6 ? IPv6(frame[at..], rest, ref packet, out transport)
            : False(out transport);
        if (!isWhole) return PacketKind.Damaged;
        if (!packet.IsLaterFragment && at + transport <= frame.Length)
            Transport(frame, at + transport, at + packet.Length, ref packet);
        return PacketKind.Ip;
    }

    private static bool False(out int transport)
    {
        transport = 0;
        return false;
    }

    private static bool IPv4(ReadOnlySpan<byte> ip, int originalLength, ref PacketHeader packet, out int transport)
    {
        transport = 0;
        if (ip.Length < 20) return false;
        transport = (ip[0] & 15) * 4;
        if (transport < 20) return false;
        int total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        // Network cards that cut packets for the system leave the length empty in what they are handed.
        packet.Length = total == 0 ? originalLength : total;
        if (packet.Length < transport) return false;
        packet.Protocol = ip[9];
        packet.Source = AddressTexts.FromBytes(ip.Slice(12, 4));
        packet.Destination = AddressTexts.FromBytes(ip.Slice(16, 4));
        var fragment = BinaryPrimitives.ReadUInt16BigEndian(ip[6..]);
        packet.IsFragment = (fragment & 0x3fff) != 0;
        packet.IsLaterFragment = (fragment & 0x1fff) != 0;
        packet.FragmentId = BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        return true;
    }

    private static bool IPv6(ReadOnlySpan<byte> ip, int originalLength, ref PacketHeader packet, out int transport)
    {
        transport = 40;
        if (ip.Length < 40) return false;
        int payload = BinaryPrimitives.ReadUInt16BigEndian(ip[4..]);
        packet.Length = payload == 0 ? originalLength : 40 + payload;
        packet.Protocol = ip[6];
        packet.Source = AddressTexts.FromBytes(ip.Slice(8, 16));
        packet.Destination = AddressTexts.FromBytes(ip.Slice(24, 16));
        for (var extension = 0; extension < MostExtensions; extension++)
        {
            if (ip.Length < transport + 8) return true;
            var header = ip[transport..];
            switch (packet.Protocol)
            {
                // Hop-by-hop and destination options, routing, mobility, host identity, shim6.
                case 0 or 43 or 60 or 135 or 139 or 140:
                    transport += 8 * (header[1] + 1);
                    break;
                // The authentication header counts its length in units of 4, less 2 (RFC 4302, 2.2).
                case 51:
                    transport += 4 * (header[1] + 2);
                    break;
                case 44:
                    packet.IsFragment = true;
                    packet.IsLaterFragment = (BinaryPrimitives.ReadUInt16BigEndian(header[2..]) & 0xfff8) != 0;
                    packet.FragmentId = BinaryPrimitives.ReadUInt32BigEndian(header[4..]);
                    transport += 8;
                    if (!packet.IsLaterFragment) break;
                    packet.Protocol = header[0];
                    return true;
                default:
                    return true;
            }

            packet.Protocol = header[0];
        }

        return true;
    }

    private static void Transport(ReadOnlySpan<byte> frame, int at, int end, ref PacketHeader packet)
    {
        var header = frame[at..];
        switch (packet.Protocol)
        {
            case Tcp:
                Ports(header, ref packet);
                if (header.Length >= 14) packet.TcpFlags = header[13];
                break;
            case Udp:
                Ports(header, ref packet);
                if (header.Length < 8) break;
                packet.PayloadStart = at + 8;
                var claimed = Math.Min(
                    end, at + BinaryPrimitives.ReadUInt16BigEndian(header[4..])) - packet.PayloadStart;
                packet.PayloadLength = Math.Clamp(claimed, 0, frame.Length - packet.PayloadStart);
                packet.IsPayloadWhole = packet.PayloadLength == claimed && !packet.IsFragment;
                break;
            // SCTP, DCCP, UDP-Lite.
            case 132 or 33 or 136:
                Ports(header, ref packet);
                break;
            case Icmp or IcmpV6 when header.Length >= 2:
                (packet.SourcePort, packet.DestinationPort) = (0, BinaryPrimitives.ReadUInt16BigEndian(header));
                break;
        }
    }

    private static void Ports(ReadOnlySpan<byte> header, ref PacketHeader packet)
    {
        if (header.Length < 4) return;
        packet.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(header);
        packet.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(header[2..]);
    }
}
