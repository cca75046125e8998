using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Google Cloud VPC flow logs, as Cloud Logging exports them: JSON lines, or an array as <c>gcloud logging read
/// --format=json</c> writes it.
/// </summary>
/// <remarks>
/// Records count one direction: what the source sent. Where both ends report, each flow comes twice; filter by
/// <c>reporter</c> at the export.
/// </remarks>
internal sealed class GcpVpcFormat : JsonFormat
{
    private static readonly JsonShape Shape = new(Paths("jsonPayload.").Concat(Paths("")));

    /// <inheritdoc/>
    public override string Name => "GcpVpc";

    /// <inheritdoc/>
    public override string Description => "Google Cloud VPC flow logs, JSON lines or an array";

    /// <inheritdoc/>
    public override string Recognition => "JSON with connection, src_ip, dest_ip, bytes_sent and start_time";

    private protected override bool Shows(ReadOnlySpan<byte> head) =>
        head.IndexOf("\"connection\""u8) >= 0 && head.IndexOf("\"src_ip\""u8) >= 0 && head.IndexOf("\"dest_ip\""u8) >= 0
        && head.IndexOf("\"bytes_sent\""u8) >= 0 && head.IndexOf("\"start_time\""u8) >= 0;

    private protected override JsonShape ShapeFor(FlowReadContext context) => Shape;

    private static IEnumerable<(string Path, FlowField Field)> Paths(string prefix) =>
    [
        (prefix + "connection.src_ip", FlowField.Source), (prefix + "connection.src_port", FlowField.SourcePort),
        (prefix + "connection.dest_ip", FlowField.Destination),
        (prefix + "connection.dest_port", FlowField.DestinationPort),
        (prefix + "connection.protocol", FlowField.Protocol), (prefix + "start_time", FlowField.Start),
        (prefix + "end_time", FlowField.End),
        (prefix + "bytes_sent", FlowField.Bytes), (prefix + "packets_sent", FlowField.Packets),
    ];
}
