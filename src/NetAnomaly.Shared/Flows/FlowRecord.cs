using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// One network flow, as an exporter reported it. Immutable; about 150 bytes, its texts shared between flows.
/// </summary>
/// <remarks>
/// Some data sets give neither addresses nor times: there <see cref="Start"/> is 1970-01-01T00:00:00Z, both addresses
/// are <c>-</c>, and what is known stands in <see cref="Features"/>. Such flows have no conversations; each is one of
/// its own. Absent numbers are <see langword="null"/>: an exporter that does not count packets reports no packets, not
/// zero. Where a format counts both directions, <see cref="Bytes"/> is their sum; where it gives only a total, the
/// directions are <see langword="null"/>.
/// </remarks>
public sealed record FlowRecord
{
    private const long Unknown = -1;
    private readonly DateTime start;
    private readonly long bytes = Unknown;
    private readonly long sourceBytes = Unknown;
    private readonly long packets = Unknown;
    private readonly long sourcePackets = Unknown;
    private readonly int sourcePort = -1;
    private readonly int destinationPort = -1;

    /// <summary>When the flow began, UTC. A local time given is converted, one without zone is taken as UTC.</summary>
    public required DateTime Start
    {
        get => start;
        init => start = value.Kind == DateTimeKind.Local
            ? value.ToUniversalTime()
            : DateTime.SpecifyKind(value, DateTimeKind.Utc);
    }

    /// <summary>How long it lasted; zero for a single packet.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>
    /// The protocol in lower case: <c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>arp</c>; a bare number where it has no name
    /// here.
    /// </summary>
    public required string Protocol { get; init; }

    /// <summary>
    /// Who opened the flow: an IPv4, IPv6 or MAC address in its canonical text, or the exporter's own name for it.
    /// </summary>
    public required string SourceAddress { get; init; }

    /// <summary>The source's port, 0 to 65535; for ICMP what the exporter writes in its place.</summary>
    public int? SourcePort
    {
        get => sourcePort < 0 ? null : sourcePort;
        init => sourcePort = value is { } port ? Within(port, 0, 65535, nameof(SourcePort)) : -1;
    }

    /// <summary>Whom it was opened to; the text as for <see cref="SourceAddress"/>.</summary>
    public required string DestinationAddress { get; init; }

    /// <summary>The destination's port, 0 to 65535.</summary>
    public int? DestinationPort
    {
        get => destinationPort < 0 ? null : destinationPort;
        init => destinationPort = value is { } port ? Within(port, 0, 65535, nameof(DestinationPort)) : -1;
    }

    /// <summary>
    /// Bytes in both directions together, as the exporter counts them (IP bytes where it has the choice).
    /// </summary>
    public long? Bytes
    {
        get => bytes < 0 ? null : bytes;
        init => bytes = Count(value, nameof(Bytes));
    }

    /// <summary>Bytes from source to destination.</summary>
    public long? SourceBytes
    {
        get => sourceBytes < 0 ? null : sourceBytes;
        init => sourceBytes = Count(value, nameof(SourceBytes));
    }

    /// <summary>Bytes from destination to source: what remains of <see cref="Bytes"/>.</summary>
    public long? DestinationBytes => Remainder(bytes, sourceBytes);

    /// <summary>Packets in both directions together.</summary>
    public long? Packets
    {
        get => packets < 0 ? null : packets;
        init => packets = Count(value, nameof(Packets));
    }

    /// <summary>Packets from source to destination.</summary>
    public long? SourcePackets
    {
        get => sourcePackets < 0 ? null : sourcePackets;
        init => sourcePackets = Count(value, nameof(SourcePackets));
    }

    /// <summary>Packets from destination to source: what remains of <see cref="Packets"/>.</summary>
    public long? DestinationPackets => Remainder(packets, sourcePackets);

    /// <summary>
    /// The source's address as the exporter wrote it, where a host map changed it; otherwise <see langword="null"/>.
    /// </summary>
    public string? ObservedSourceAddress
    {
        get => Observed?.Source;
        init => Observed = ObservedAddresses.Of(value, Observed?.Destination);
    }

    /// <summary>The same of the destination's address.</summary>
    public string? ObservedDestinationAddress
    {
        get => Observed?.Destination;
        init => Observed = ObservedAddresses.Of(Observed?.Source, value);
    }

    /// <summary>What a host map changed; <see langword="null"/> where it changed nothing.</summary>
    internal ObservedAddresses? Observed { get; init; }

    /// <summary>
    /// Who exported it, where the format tells: a sender and its observation domain; <see langword="null"/> where the
    /// file is all that is known.
    /// </summary>
    internal string? Exporter { get; init; }

    /// <summary>
    /// Connection state or TCP flags as the exporter writes them: Argus <c>FSPA_FSPA</c>, Zeek <c>SF</c>; flag lists of
    /// both directions are joined in the Argus manner.
    /// </summary>
    public string? State { get; init; }

    /// <summary>The application or service the exporter recognised, such as <c>dns</c> or <c>HTTPWeb</c>.</summary>
    public string? Service { get; init; }

    /// <summary>The ground truth that came with the flow, if any, unchanged.</summary>
    public string? Label { get; init; }

    /// <summary>The export's own feature columns, where it has any beyond what a flow holds here.</summary>
    public FlowFeatures? Features { get; init; }

    /// <summary>The file it came from.</summary>
    public string? File { get; init; }

    /// <summary>
    /// The line in <see cref="File"/> (or the ordinal of the record in a binary file), counted from 1; 0 where there is
    /// none.
    /// </summary>
    public long Line { get; init; }

    /// <summary>A flow on one line: <c>2011-08-16 10:01:46Z tcp 10.0.0.1:49213 -> 10.0.0.2:80 1234 B</c>.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Start:yyyy-MM-dd HH:mm:ss}Z {Protocol} {End(SourceAddress, SourcePort)} -> "
            + $"{End(DestinationAddress, DestinationPort)}{(Bytes is { } total ? $" {total} B" : "")}"));

    private static string End(string address, int? port) =>
        port is null ? address
        : address.Contains(':', StringComparison.Ordinal) ? string.Create(
            CultureInfo.InvariantCulture, $"[{address}]:{port}")
        : string.Create(CultureInfo.InvariantCulture, $"{address}:{port}");

    private static long? Remainder(long total, long part) =>
        total < 0 || part < 0 || part > total ? null : total - part;

    private static long Count(long? value, string name) => value switch
    {
        null => Unknown,
        >= 0 => value.Value,
        _ => throw new ArgumentOutOfRangeException(
            name, value, "A count cannot be negative; leave it null where it is not known."),
    };

    private static int Within(int value, int least, int most, string name) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(
                name, value, string.Create(CultureInfo.InvariantCulture, $"Must lie between {least} and {most}."));
}
