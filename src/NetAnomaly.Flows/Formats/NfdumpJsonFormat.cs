using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What <c>nfdump -o json</c> and <c>-o ndjson</c> write, version 1.6 (<c>t_first</c>) and 1.7 (<c>first</c>).
/// </summary>
/// <remarks>nfdump writes local time without a zone; it counts as UTC. Run it with <c>TZ=UTC</c>.</remarks>
internal sealed class NfdumpJsonFormat : JsonFormat
{
    private static readonly JsonShape Shape = new(
        [
            ("first", FlowField.Start), ("t_first", FlowField.Start), ("last", FlowField.End),
            ("t_last", FlowField.End), ("proto", FlowField.Protocol),
            ("src4_addr", FlowField.Source), ("src6_addr", FlowField.Source), ("dst4_addr", FlowField.Destination),
            ("dst6_addr", FlowField.Destination),
            ("src_port", FlowField.SourcePort), ("dst_port", FlowField.DestinationPort),
            ("icmp_type", FlowField.IcmpType), ("icmp_code", FlowField.IcmpCode),
            ("tcp_flags", FlowField.DottedFlags), ("in_packets", FlowField.InPackets), ("in_bytes", FlowField.InBytes),
            ("out_packets", FlowField.OutPackets), ("out_bytes", FlowField.OutBytes),
        ]);

    /// <inheritdoc/>
    public override string Name => "NfdumpJson";

    /// <inheritdoc/>
    public override string Description => "nfdump -o json or -o ndjson";

    /// <inheritdoc/>
    public override string Recognition => "JSON with in_packets, src4_addr or src6_addr, and first or t_first";

    private protected override bool Shows(ReadOnlySpan<byte> head) =>
        head.IndexOf("\"in_packets\""u8) >= 0
        && (head.IndexOf("\"src4_addr\""u8) >= 0 || head.IndexOf("\"src6_addr\""u8) >= 0)
        && (head.IndexOf("\"first\""u8) >= 0 || head.IndexOf("\"t_first\""u8) >= 0);

    private protected override JsonShape ShapeFor(FlowReadContext context) => Shape;
}
