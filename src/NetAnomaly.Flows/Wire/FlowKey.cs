namespace NetAnomaly.Flows.Wire;

/// <summary>What the packets of one flow have in common, in whichever direction they go.</summary>
internal readonly record struct FlowKey(UInt128 Low, UInt128 High, int LowPort, int HighPort, byte Protocol)
{
    private const byte Icmp = 1;
    private const byte IcmpV6 = 58;

    /// <summary>The key of a packet.</summary>
    public static FlowKey Of(in PacketHeader packet)
    {
        var (source, destination) = (packet.SourcePort, packet.DestinationPort);
        if (packet.Protocol is Icmp or IcmpV6 && destination >= 0)
        {
            // A question and its answer are one flow; other messages, such as unreachable, go one way.
            var question = Question(packet.Protocol, destination >> 8);
            (source, destination) = question >= 0 ? (question << 8, question << 8) : (destination, -1);
        }

        var isLowFirst = packet.Source < packet.Destination
            || (packet.Source == packet.Destination && source <= destination);
        return isLowFirst
            ? new FlowKey(packet.Source, packet.Destination, source, destination, packet.Protocol)
            : new FlowKey(packet.Destination, packet.Source, destination, source, packet.Protocol);
    }

    /// <summary>
    /// The type of question that a message asks or answers (RFC 792, 950, 1256, 4443, 4861); -1 for other messages.
    /// </summary>
    public static int Question(int protocol, int type) => protocol == Icmp
        ? type switch
        {
            8 or 0 => 8,
            13 or 14 => 13,
            15 or 16 => 15,
            17 or 18 => 17,
            10 or 9 => 10,
            _ => -1,
        }
        : type switch
        {
            128 or 129 => 128,
            133 or 134 => 133,
            135 or 136 => 135,
            _ => -1,
        };
}
