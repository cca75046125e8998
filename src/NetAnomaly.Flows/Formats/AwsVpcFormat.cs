using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// AWS VPC flow logs, versions 2 to 5 and later: any choice and order of fields by the header; without a header, the
/// default fields of version 2.
/// </summary>
/// <remarks>
/// Records count one direction. <c>NODATA</c> and <c>SKIPDATA</c> records are passed over. The state is <c>action</c>;
/// without that field, <c>tcp-flags</c>. A time before each line, as CloudWatch's exports have it, is understood.
/// </remarks>
internal sealed class AwsVpcFormat : TableFormat
{
    private const string DefaultFields = "version account-id interface-id srcaddr dstaddr srcport dstport protocol "
        + "packets bytes start end action log-status";

    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["srcaddr"] = FlowField.Source, ["dstaddr"] = FlowField.Destination,
        ["srcport"] = FlowField.SourcePort, ["dstport"] = FlowField.DestinationPort,
        ["protocol"] = FlowField.Protocol,
        ["packets"] = FlowField.Packets, ["bytes"] = FlowField.Bytes,
        ["start"] = FlowField.Start, ["end"] = FlowField.End,
        ["action"] = FlowField.Action, ["log-status"] = FlowField.RowStatus, ["tcp-flags"] = FlowField.State,
        ["pkt-dst-aws-service"] = FlowField.Service,
        // As Athena's tables have them.
        ["log_status"] = FlowField.RowStatus, ["tcp_flags"] = FlowField.State,
        ["pkt_dst_aws_service"] = FlowField.Service,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FlowField> ByPacket = new Dictionary<string, FlowField>(Known)
    {
        ["pkt-srcaddr"] = FlowField.Source, ["pkt-dstaddr"] = FlowField.Destination,
        ["pkt_srcaddr"] = FlowField.Source, ["pkt_dstaddr"] = FlowField.Destination,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly TableLayout Default = Read(DefaultFields)! with { Header = "" };
    private static readonly TableLayout DefaultTimed = Read("ingested " + DefaultFields)! with { Header = "" };

    /// <inheritdoc/>
    public override string Name => "AwsVpc";

    /// <inheritdoc/>
    public override string Description => "AWS VPC flow logs, versions 2 to 5, default or custom fields";

    /// <inheritdoc/>
    public override string Recognition =>
        "a header with srcaddr (or pkt-srcaddr), dstaddr and start, or 14 fields that end in an action and a log "
            + "status";

    private protected override TableLayout? LayoutOf(string line) => Read(line.Trim()) ?? Headless(line);

    private static TableLayout? Read(string line)
    {
        if (!line.Contains("srcaddr", StringComparison.Ordinal)) return null;
        // As CSV they come of Athena, and of Import-Csv and Export-Csv.
        var isCsv = line.AsSpan().ContainsAny(",;\t");
        var separators = isCsv ? ",;\t" : " ";
        var layout = TableLayout.TryOf(
                line, separators, Known, FlowField.Source, FlowField.Destination, FlowField.Start)
            ?? TableLayout.TryOf(
                line, separators, ByPacket, FlowField.Source, FlowField.Destination, FlowField.Start);
        if (layout is null || (isCsv && !layout.Has(FlowField.RowStatus) && !layout.Has(FlowField.Action)))
            return null;
        // What says that there is no flow comes first, before its absent addresses are faults.
        return layout with { Columns = [.. layout.Columns.OrderBy(column => column.Field != FlowField.RowStatus)] };
    }

    private static TableLayout? Headless(string line)
    {
        var cells = line.Split(' ');
        return cells.Length switch
        {
            14 when IsRecord(cells) => Default,
            15 when TimeText.TryParse(cells[0], out _) && IsRecord(cells.AsSpan(1)) => DefaultTimed,
            _ => null,
        };
    }

    private static bool IsRecord(ReadOnlySpan<string> cells) =>
        cells[0] is "2" && cells[12] is "ACCEPT" or "REJECT" or "-" && cells[13] is "OK" or "NODATA" or "SKIPDATA";
}
