using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Text of flow-tools: <c>flow-export -f2</c> (ASCII), and <c>flow-print</c> in its formats of one line a flow, such as
/// <c>-f5</c>.
/// </summary>
/// <remarks>
/// flow-export dates records by the exporter's clock (<see cref="UptimeClock"/>). flow-print writes times without a
/// year, which the file's last write gives (<see cref="YearlessTime"/>), and in some formats none at all: such flows
/// begin at 1970.
/// </remarks>
internal sealed class FlowToolsFormat : TableFormat
{
    private static readonly FrozenDictionary<string, FlowField> Exported = new Dictionary<string, FlowField>
    {
        ["unix_secs"] = FlowField.ExportSeconds,
        ["unix_nsecs"] = FlowField.ExportNanoseconds,
        ["sysuptime"] = FlowField.Uptime,
        ["first"] = FlowField.UptimeFirst,
        ["last"] = FlowField.UptimeLast,
        ["dpkts"] = FlowField.Packets,
        ["doctets"] = FlowField.Bytes,
        ["srcaddr"] = FlowField.Source,
        ["dstaddr"] = FlowField.Destination,
        ["srcport"] = FlowField.SourcePort,
        ["dstport"] = FlowField.DestinationPort,
        ["prot"] = FlowField.Protocol,
        ["tcp_flags"] = FlowField.State,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenDictionary<string, FlowField> Printed = new Dictionary<string, FlowField>
    {
        ["Start"] = FlowField.YearlessStart,
        ["End"] = FlowField.YearlessEnd,
        ["SrcIPaddress"] = FlowField.Source, ["srcIP"] = FlowField.Source,
        ["DstIPaddress"] = FlowField.Destination, ["dstIP"] = FlowField.Destination,
        ["SrcP"] = FlowField.SourcePort, ["srcPort"] = FlowField.SourcePort,
        ["DstP"] = FlowField.DestinationPort, ["dstPort"] = FlowField.DestinationPort,
        ["P"] = FlowField.Protocol, ["prot"] = FlowField.Protocol,
        ["Fl"] = FlowField.State,
        ["Pkts"] = FlowField.Packets, ["packets"] = FlowField.Packets,
        ["Octets"] = FlowField.Bytes, ["octets"] = FlowField.Bytes,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "FlowTools";

    /// <inheritdoc/>
    public override string Description => "flow-tools as text: flow-export -f2, flow-print -f3 and -f5";

    /// <inheritdoc/>
    public override string Recognition =>
        "a header #:unix_secs,… or one of flow-print with SrcIPaddress, DstIPaddress and P, or srcIP, dstIP and prot";

    private protected override TableLayout? LayoutOf(string line) =>
        line.AsSpan().TrimStart("\"#:").StartsWith("unix_secs", StringComparison.Ordinal) ? Export(line) : Print(line);

    internal override bool IsNoRow(ReadOnlySpan<char> line) => line is ['#', ..];

    private static TableLayout? Export(string line)
    {
        var layout = TableLayout.TryOf(
            line.Replace("#:", "", StringComparison.Ordinal), ",;\t", Exported, FlowField.UptimeFirst, FlowField.Source,
            FlowField.Destination);
        return layout is null ? null : layout with { Header = line };
    }

    private static TableLayout? Print(string line)
    {
        if (!line.Contains("IPaddress", StringComparison.Ordinal) && !line.Contains("srcIP", StringComparison.Ordinal))
            return null;
        if (TableLayout.TryOf(
            line, ",;\t", Printed, FlowField.Source, FlowField.Destination, FlowField.Protocol) is { } separated)
            return separated with { HasTime = separated.Has(FlowField.YearlessStart) };
        var names = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var layout = TableLayout.Of(string.Join(' ', names), ' ', Printed) with { Header = line, IsPadded = true };
        if (!layout.Has(FlowField.Source) || !layout.Has(FlowField.Destination) || !layout.Has(FlowField.Protocol))
            return null;
        return layout with { HasTime = layout.Has(FlowField.YearlessStart) };
    }
}
