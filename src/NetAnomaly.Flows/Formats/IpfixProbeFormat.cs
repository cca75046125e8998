using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// CSV of ipfixprobe and the NEMEA tools (CESNET): UniRec fields, with their types in the header (<c>ipaddr DST_IP</c>)
/// or without.
/// </summary>
internal sealed class IpfixProbeFormat : TableFormat
{
    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["SRC_IP"] = FlowField.Source,
        ["DST_IP"] = FlowField.Destination,
        ["SRC_PORT"] = FlowField.SourcePort,
        ["DST_PORT"] = FlowField.DestinationPort,
        ["PROTOCOL"] = FlowField.Protocol,
        ["TIME_FIRST"] = FlowField.Start,
        ["TIME_LAST"] = FlowField.End,
        ["BYTES"] = FlowField.SourceBytes,
        ["BYTES_REV"] = FlowField.DestinationBytes,
        ["PACKETS"] = FlowField.SourcePackets,
        ["PACKETS_REV"] = FlowField.DestinationPackets,
        ["TCP_FLAGS"] = FlowField.SourceFlagBits,
        ["TCP_FLAGS_REV"] = FlowField.DestinationFlagBits,
        ["LABEL"] = FlowField.Label,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string Name => "IpfixProbe";

    /// <inheritdoc/>
    public override string Description => "ipfixprobe and NEMEA CSV (UniRec fields)";

    /// <inheritdoc/>
    public override string Recognition =>
        "a header with SRC_IP, DST_IP, PROTOCOL and TIME_FIRST, with UniRec types or without";

    private protected override TableLayout? LayoutOf(string line)
    {
        if (!line.Contains("TIME_FIRST", StringComparison.Ordinal)) return null;
        var separator = line.AsSpan().IndexOfAny(",;\t") is >= 0 and var at ? line[at] : ',';
        var names = HeaderNames.Split(line, separator).Select(name => name[(name.LastIndexOf(' ') + 1)..]);
        var layout = TableLayout.TryOf(
            string.Join(separator, names), ",;\t", Known, FlowField.Start, FlowField.Source, FlowField.Destination,
            FlowField.Protocol);
        if (layout is null) return null;
        layout = layout with { Header = line, IsQuoted = true };
        // Without the reverse direction a record tells nothing of it, not that it was empty.
        return layout.Has(FlowField.DestinationBytes)
            ? layout
            : layout with { Columns = [.. layout.Columns.Select(OneWay)] };
    }

    private static TableColumn OneWay(TableColumn column) => column with
    {
        Field = column.Field switch
        {
            FlowField.SourceBytes => FlowField.Bytes,
            FlowField.SourcePackets => FlowField.Packets,
            FlowField.SourceFlagBits => FlowField.State,
            var other => other,
        },
    };
}
