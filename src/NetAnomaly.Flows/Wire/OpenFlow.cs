namespace NetAnomaly.Flows.Wire;

/// <summary>A flow whose packets still come.</summary>
internal sealed class OpenFlow
{
    public const byte Fin = 1;
    public const byte Syn = 2;
    public const byte Rst = 4;
    public const byte Ack = 16;

    private readonly PacketHeader first;
    private readonly bool isReversed;
    private long sourceBytes;
    private long sourcePackets;
    private long destinationBytes;
    private long destinationPackets;
    private byte sourceFlags;
    private byte destinationFlags;

    /// <summary>
    /// Begins with its first packet, whose sender is the source; but an answer to a connection's opening comes from the
    /// destination.
    /// </summary>
    public OpenFlow(FlowKey key, in PacketHeader packet, long ticks, long number)
    {
        Key = key;
        first = packet;
        isReversed = (packet.TcpFlags & (Syn | Ack)) == (Syn | Ack);
        Start = Last = ticks;
        Number = number;
    }

    public FlowKey Key { get; }

    /// <summary>The ordinal of its first packet.</summary>
    public long Number { get; }

    public long Start { get; private set; }

    public long Last { get; private set; }

    /// <summary>Where it stands in the order of last packets.</summary>
    public LinkedListNode<OpenFlow>? Place { get; set; }

    /// <summary>
    /// Whether both sides have closed the connection, or one has broken off what both had opened: a new opening then
    /// begins a new flow.
    /// </summary>
    public bool IsClosed => (sourceFlags & destinationFlags & Fin) != 0
        || (((sourceFlags | destinationFlags) & Rst) != 0 && (destinationFlags & Syn) != 0);

    public void Add(in PacketHeader packet, long ticks)
    {
        // Packets of several interfaces may stand a little out of order.
        Start = Math.Min(Start, ticks);
        Last = Math.Max(Last, ticks);
        // A machine may speak to itself: then only the ports tell who sends.
        var isFirstSender = packet.Source == first.Source
            && (packet.Source != packet.Destination
                || (packet.SourcePort == first.SourcePort && packet.DestinationPort == first.DestinationPort));
        if (isFirstSender != isReversed)
        {
            sourceBytes += packet.Length;
            sourcePackets++;
            sourceFlags |= packet.TcpFlags;
        }
        else
        {
            destinationBytes += packet.Length;
            destinationPackets++;
            destinationFlags |= packet.TcpFlags;
        }
    }

    /// <summary>Writes it into <paramref name="flow"/>.</summary>
    public void Fill(BinaryFlow flow)
    {
        flow.Clear();
        flow.SetStart(Start);
        flow.SetEnd(Last);
        flow.SetSource(isReversed ? first.Destination : first.Source);
        flow.SetDestination(isReversed ? first.Source : first.Destination);
        flow.SourcePort = isReversed ? first.DestinationPort : first.SourcePort;
        flow.DestinationPort = isReversed ? first.SourcePort : first.DestinationPort;
        flow.Protocol = first.Protocol;
        flow.TcpFlags = sourceFlags;
        flow.ReverseTcpFlags = destinationFlags;
        flow.Bytes = sourceBytes;
        flow.Packets = sourcePackets;
        flow.ReverseBytes = destinationBytes;
        flow.ReversePackets = destinationPackets;
    }
}
