namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Which fields of a template are read: numbers of the IANA registry "IP Flow Information Export (IPFIX) Entities",
/// which NetFlow v9 shares up to 127.
/// </summary>
internal static class InformationElements
{
    // RFC 5103, 6.1: the reverse direction of IANA's elements.
    private const uint Reverse = 29305;

    // YAF of CERT, which exports TCP flags in elements of its own: those of the first packet, and those of all others.
    private const uint Cert = 6871;
    private const ushort CertReverse = 0x4000;

    /// <summary>What a field holds; <see cref="FieldKind.None"/> for those that are passed over.</summary>
    /// <param name="enterprise">0 for IANA's own.</param>
    /// <param name="id">The element's number.</param>
    public static FieldKind Kind(uint enterprise, ushort id) => enterprise switch
    {
        0 => Standard(id),
        Reverse => Reversed(id),
        Cert => id switch
        {
            14 or 15 => FieldKind.TcpFlags,
            14 | CertReverse or 15 | CertReverse => FieldKind.ReverseTcpFlags,
            _ => FieldKind.None,
        },
        _ => FieldKind.None,
    };

    private static FieldKind Standard(ushort id) => id switch
    {
        1 => FieldKind.Octets,
        2 => FieldKind.Packets,
        4 => FieldKind.Protocol,
        6 => FieldKind.TcpFlags,
        10 => FieldKind.InputInterface,
        7 or 180 or 182 => FieldKind.SourcePort,
        8 => FieldKind.SourceIPv4,
        11 or 181 or 183 => FieldKind.DestinationPort,
        12 => FieldKind.DestinationIPv4,
        21 => FieldKind.EndUptime,
        22 => FieldKind.StartUptime,
        14 => FieldKind.OutputInterface,
        23 => FieldKind.PostOctets,
        24 => FieldKind.PostPackets,
        27 => FieldKind.SourceIPv6,
        28 => FieldKind.DestinationIPv6,
        32 or 139 => FieldKind.IcmpTypeAndCode,
        34 or 50 => FieldKind.SamplingInterval,
        48 or 302 => FieldKind.SamplerId,
        56 => FieldKind.SourceMac,
        57 or 80 => FieldKind.DestinationMac,
        85 => FieldKind.TotalOctets,
        86 => FieldKind.TotalPackets,
        96 => FieldKind.ApplicationName,
        104 or 315 => FieldKind.Frame,
        148 => FieldKind.FlowId,
        150 => FieldKind.StartSeconds,
        151 => FieldKind.EndSeconds,
        152 => FieldKind.StartMilliseconds,
        153 => FieldKind.EndMilliseconds,
        154 => FieldKind.StartMicroseconds,
        155 => FieldKind.EndMicroseconds,
        156 => FieldKind.StartNanoseconds,
        157 => FieldKind.EndNanoseconds,
        158 => FieldKind.StartDelta,
        159 => FieldKind.EndDelta,
        160 => FieldKind.SystemStart,
        161 => FieldKind.DurationMilliseconds,
        162 => FieldKind.DurationMicroseconds,
        176 or 178 => FieldKind.IcmpType,
        177 or 179 => FieldKind.IcmpCode,
        231 => FieldKind.InitiatorOctets,
        232 => FieldKind.ReverseOctets,
        // 40005 is what ASA wrote before version 8.4.5.
        233 or 40005 => FieldKind.FirewallEvent,
        298 => FieldKind.InitiatorPackets,
        299 => FieldKind.ReversePackets,
        305 or 309 => FieldKind.SampledPackets,
        306 => FieldKind.SamplingSpace,
        310 => FieldKind.SamplingPopulation,
        311 => FieldKind.SamplingProbability,
        313 => FieldKind.IpPacket,
        322 => FieldKind.ObservedSeconds,
        323 => FieldKind.ObservedMilliseconds,
        324 => FieldKind.ObservedMicroseconds,
        325 => FieldKind.ObservedNanoseconds,
        _ => FieldKind.None,
    };

    private static FieldKind Reversed(ushort id) => id switch
    {
        1 => FieldKind.ReverseOctets,
        2 => FieldKind.ReversePackets,
        6 => FieldKind.ReverseTcpFlags,
        85 => FieldKind.ReverseTotalOctets,
        86 => FieldKind.ReverseTotalPackets,
        _ => FieldKind.None,
    };
}
