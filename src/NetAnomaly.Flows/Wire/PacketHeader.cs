namespace NetAnomaly.Flows.Wire;

/// <summary>What a captured IP packet says of its flow.</summary>
internal struct PacketHeader
{
    public UInt128 Source;
    public UInt128 Destination;

    /// <summary>The transport protocol's number; of a later fragment too.</summary>
    public byte Protocol;

    /// <summary>The source port; -1 where there is none, 0 for ICMP.</summary>
    public int SourcePort;

    /// <summary>The destination port; -1 where there is none, 256 times the type and the code for ICMP.</summary>
    public int DestinationPort;

    public byte TcpFlags;

    /// <summary>Bytes of the IP packet, header included, whether captured or not.</summary>
    public int Length;

    /// <summary>Whether it is a part of a packet.</summary>
    public bool IsFragment;

    /// <summary>Whether it is a part other than the first, which holds no ports.</summary>
    public bool IsLaterFragment;

    public uint FragmentId;

    /// <summary>What a frame holds that is no IP packet, for <see cref="FrameKinds"/>.</summary>
    public int FrameKind;

    /// <summary>Where the payload of a UDP datagram begins in the frame; 0 for all else.</summary>
    public int PayloadStart;

    /// <summary>How many bytes of it were captured.</summary>
    public int PayloadLength;

    /// <summary>Whether all of it was captured.</summary>
    public bool IsPayloadWhole;
}
