using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Suricata's <c>eve.json</c>: events of the types <c>flow</c> and <c>netflow</c>. Events of other types are passed
/// over; they are no bad rows.
/// </summary>
/// <remarks>
/// A <c>flow</c> counts both directions, a <c>netflow</c> one. The state is the TCP flags of both sides
/// (<c>tcp.tcp_flags_ts</c>, <c>tcp.tcp_flags_tc</c>) as Argus writes them, and <c>flow.state</c> where there are none.
/// ICMP's type and code make the destination's port.
/// </remarks>
internal sealed class SuricataFormat : JsonFormat
{
    private static readonly JsonShape Shape = new(
        [
            ("src_ip", FlowField.Source), ("src_port", FlowField.SourcePort), ("dest_ip", FlowField.Destination),
            ("dest_port", FlowField.DestinationPort),
            ("proto", FlowField.Protocol), ("app_proto", FlowField.Service), ("icmp_type", FlowField.IcmpType),
            ("icmp_code", FlowField.IcmpCode),
            ("flow.pkts_toserver", FlowField.SourcePackets), ("flow.pkts_toclient", FlowField.DestinationPackets),
            ("flow.bytes_toserver", FlowField.SourceBytes), ("flow.bytes_toclient", FlowField.DestinationBytes),
            ("flow.start", FlowField.Start), ("flow.end", FlowField.End), ("flow.state", FlowField.StateIfNoFlags),
            ("netflow.pkts", FlowField.Packets), ("netflow.bytes", FlowField.Bytes), ("netflow.start", FlowField.Start),
            ("netflow.end", FlowField.End),
            ("tcp.tcp_flags", FlowField.FlagHex), ("tcp.tcp_flags_ts", FlowField.SourceFlagHex),
            ("tcp.tcp_flags_tc", FlowField.DestinationFlagHex),
            ("label", FlowField.Label),
        ],
        "event_type",
        kind => kind is "flow" or "netflow");

    /// <inheritdoc/>
    public override string Name => "Suricata";

    /// <inheritdoc/>
    public override string Description => "Suricata eve.json: flow and netflow events";

    /// <inheritdoc/>
    public override string Recognition => "JSON with event_type, timestamp, and flow_id or src_ip or stats";

    private protected override bool Shows(ReadOnlySpan<byte> head) =>
        head.IndexOf("\"event_type\""u8) >= 0 && head.IndexOf("\"timestamp\""u8) >= 0
        && (head.IndexOf("\"flow_id\""u8) >= 0 || head.IndexOf("\"src_ip\""u8) >= 0 || head.IndexOf("\"stats\""u8)
            >= 0);

    private protected override JsonShape ShapeFor(FlowReadContext context) => Shape;
}
