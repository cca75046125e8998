namespace NetAnomaly.Flows.Wire;

/// <summary>What a binary record says of a flow, before it becomes a record. Reused from record to record.</summary>
internal sealed class BinaryFlow
{
    /// <summary>The value of counts and ports that are not given.</summary>
    public const long Absent = -1;

    public bool HasStart { get; private set; }

    public bool HasEnd { get; private set; }

    /// <summary>Ticks of the first packet, UTC.</summary>
    public long Start { get; private set; }

    /// <summary>Ticks of the last packet, UTC.</summary>
    public long End { get; private set; }

    /// <summary>Ticks that the flow lasted, where the record gives that in place of the end; -1 where not.</summary>
    public long Duration { get; set; }

    /// <summary>Ticks of the export that carried the record; 0 where that is not known.</summary>
    public long Export { get; set; }

    public bool HasSource { get; private set; }

    public bool HasDestination { get; private set; }

    public UInt128 Source { get; private set; }

    public UInt128 Destination { get; private set; }

    /// <summary>The source's MAC address; for records without an IP address.</summary>
    public ulong SourceMac { get; set; }

    /// <summary>The destination's MAC address.</summary>
    public ulong DestinationMac { get; set; }

    public int SourcePort { get; set; }

    public int DestinationPort { get; set; }

    /// <summary>The protocol's number; -1 where there is none.</summary>
    public int Protocol { get; set; }

    public byte TcpFlags { get; set; }

    public byte ReverseTcpFlags { get; set; }

    public long Bytes { get; set; }

    public long Packets { get; set; }

    /// <summary>Bytes from the destination; -1 in records of one direction.</summary>
    public long ReverseBytes { get; set; }

    /// <summary>Packets from the destination; -1 in records of one direction.</summary>
    public long ReversePackets { get; set; }

    /// <summary>By what the counts are to be multiplied: one packet in so many was counted.</summary>
    public double Scale { get; set; }

    public string? Service { get; set; }

    /// <summary>The state, where something else than TCP's flags tells it.</summary>
    public string? State { get; set; }

    /// <summary>Who exported it; <see langword="null"/> where only the file is known.</summary>
    public string? Exporter { get; set; }

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        HasStart = HasEnd = HasSource = HasDestination = false;
        Start = End = Export = 0;
        Source = Destination = default;
        SourceMac = DestinationMac = 0;
        SourcePort = DestinationPort = Protocol = -1;
        TcpFlags = ReverseTcpFlags = 0;
        Bytes = Packets = ReverseBytes = ReversePackets = Duration = Absent;
        Scale = 1;
        Service = State = Exporter = null;
    }

    public void SetStart(long ticks) => (HasStart, Start) = (true, ticks);

    public void SetEnd(long ticks) => (HasEnd, End) = (true, ticks);

    public void SetSource(UInt128 address) => (HasSource, Source) = (true, address);

    public void SetDestination(UInt128 address) => (HasDestination, Destination) = (true, address);

    /// <summary>
    /// ICMP's type and code stand in place of the destination port as NetFlow writes them: 256 times the type, and the
    /// code.
    /// </summary>
    public void SetIcmp(int type, int code) =>
        (SourcePort, DestinationPort) = (Math.Max(SourcePort, 0), (type << 8) | code);

    /// <summary>Takes over who another flow is between.</summary>
    public void CopyIdentity(BinaryFlow other)
    {
        Clear();
        (HasSource, Source, SourceMac, SourcePort) = (other.HasSource, other.Source, other.SourceMac, other.SourcePort);
        (HasDestination, Destination) = (other.HasDestination, other.Destination);
        (DestinationMac, DestinationPort) = (other.DestinationMac, other.DestinationPort);
        (Protocol, Service, Scale, Exporter) = (other.Protocol, other.Service, other.Scale, other.Exporter);
    }

    /// <summary>Takes over a packet's addresses, ports, flags and length: a flow of one packet.</summary>
    public void SetPacket(in PacketHeader packet)
    {
        SetSource(packet.Source);
        SetDestination(packet.Destination);
        Protocol = packet.Protocol;
        SourcePort = packet.SourcePort;
        DestinationPort = packet.DestinationPort;
        TcpFlags = packet.TcpFlags;
        Bytes = packet.Length;
        Packets = 1;
    }
}
