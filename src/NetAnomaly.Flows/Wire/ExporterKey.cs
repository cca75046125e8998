namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Who exported a message. Templates of IPFIX hold for one transport session, which the ports are part of (RFC 7011,
/// section 8); those of NetFlow v9 for one address. Within these they hold for one observation domain.
/// </summary>
/// <param name="Address">Its address as a number; IPv4 addresses as IPv6 addresses of the form
/// <c>::ffff:a.b.c.d</c>.</param>
/// <param name="Port">The port that it sends from; 0 where that is not known.</param>
/// <param name="Collector">The address that it sends to; 0 where that is not known.</param>
/// <param name="CollectorPort">The port that it sends to; 0 where that is not known.</param>
internal readonly record struct ExporterKey(
    UInt128 Address, ushort Port = 0, UInt128 Collector = default, ushort CollectorPort = 0)
{
    /// <summary>The exporter of a file, where nobody says who it was.</summary>
    public static ExporterKey None { get; }
}
