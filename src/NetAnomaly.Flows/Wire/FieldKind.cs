namespace NetAnomaly.Flows.Wire;

/// <summary>
/// What a field of a template gives to a flow. The order tells how it is read: counts and the like first, then
/// addresses and what is no number, then times, then sampling.
/// </summary>
internal enum FieldKind : byte
{
    None,
    Octets,
    Packets,
    InitiatorOctets,
    InitiatorPackets,
    TotalOctets,
    TotalPackets,
    PostOctets,
    PostPackets,
    ReverseOctets,
    ReversePackets,
    ReverseTotalOctets,
    ReverseTotalPackets,
    Protocol,
    TcpFlags,
    ReverseTcpFlags,
    SourcePort,
    DestinationPort,
    IcmpTypeAndCode,
    IcmpType,
    IcmpCode,

    /// <summary>What happened to a firewall's connection: created, deleted, denied, alert, update.</summary>
    FirewallEvent,

    /// <summary>The number of a connection or flow.</summary>
    FlowId,
    InputInterface,
    OutputInterface,

    // Addresses, and what is no number.
    SourceIPv4,
    DestinationIPv4,
    SourceIPv6,
    DestinationIPv6,
    SourceMac,
    DestinationMac,
    ApplicationName,

    /// <summary>The beginning of the packet itself, from the link layer.</summary>
    Frame,

    /// <summary>The beginning of the packet itself, from the IP header.</summary>
    IpPacket,

    /// <summary>The probability of a packet to be counted, a floating-point number.</summary>
    SamplingProbability,

    /// <summary>Milliseconds since the exporter started.</summary>
    StartUptime,
    EndUptime,
    StartSeconds,
    EndSeconds,
    StartMilliseconds,
    EndMilliseconds,

    /// <summary>NTP's seconds since 1900 and binary fraction, or what exporters take these for.</summary>
    StartMicroseconds,
    EndMicroseconds,
    StartNanoseconds,
    EndNanoseconds,

    /// <summary>Microseconds before the message was exported.</summary>
    StartDelta,
    EndDelta,

    /// <summary>When the exporter started: milliseconds since 1970.</summary>
    SystemStart,
    DurationMilliseconds,
    DurationMicroseconds,

    /// <summary>When a packet or an event was observed; taken where there is no start.</summary>
    ObservedSeconds,
    ObservedMilliseconds,
    ObservedMicroseconds,
    ObservedNanoseconds,

    /// <summary>One packet in so many was counted.</summary>
    SamplingInterval,

    /// <summary>So many packets in a row are counted…</summary>
    SampledPackets,

    /// <summary>…and so many then passed over; or so many of a population are counted.</summary>
    SamplingSpace,
    SamplingPopulation,
    SamplerId,
}
