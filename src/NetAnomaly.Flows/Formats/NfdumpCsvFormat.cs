using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What <c>nfdump -o csv</c>, <c>-o csv-fast</c> and <c>-o "csv:…"</c> write: version 1.6 (<c>ts,te,td,sa,da,…</c>) and
/// 1.7 (<c>firstSeen,duration,proto,…</c>).
/// </summary>
/// <remarks>
/// The sums that version 1.6 puts behind the flows are passed over. A port such as <c>8.0</c> is ICMP's type and code.
/// nfdump writes local time without a zone; it counts as UTC. Run it with <c>TZ=UTC</c>.
/// </remarks>
internal sealed class NfdumpCsvFormat : TableFormat
{
    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["ts"] = FlowField.Start, ["firstSeen"] = FlowField.Start,
        ["te"] = FlowField.End, ["lastSeen"] = FlowField.End,
        ["td"] = FlowField.Duration, ["duration"] = FlowField.Duration,
        ["pr"] = FlowField.Protocol, ["proto"] = FlowField.Protocol,
        ["sa"] = FlowField.Source, ["srcAddr"] = FlowField.Source,
        ["da"] = FlowField.Destination, ["dstAddr"] = FlowField.Destination,
        ["sp"] = FlowField.SourcePort, ["srcPort"] = FlowField.SourcePort,
        ["dp"] = FlowField.PortOrIcmp, ["dstPort"] = FlowField.PortOrIcmp,
        ["flg"] = FlowField.DottedFlags, ["flags"] = FlowField.DottedFlags,
        ["ipkt"] = FlowField.InPackets, ["inPackets"] = FlowField.InPackets, ["packets"] = FlowField.InPackets,
        ["ibyt"] = FlowField.InBytes, ["inBytes"] = FlowField.InBytes, ["bytes"] = FlowField.InBytes,
        ["opkt"] = FlowField.OutPackets, ["outPackets"] = FlowField.OutPackets,
        ["obyt"] = FlowField.OutBytes, ["outBytes"] = FlowField.OutBytes,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "NfdumpCsv";

    /// <inheritdoc/>
    public override string Description => "nfdump -o csv, versions 1.6 and 1.7";

    /// <inheritdoc/>
    public override string Recognition =>
        "a header with ts, sa, da and pr, or with firstSeen, srcAddr, dstAddr and proto";

    private protected override TableLayout? LayoutOf(string line)
    {
        return line.Contains("ts", StringComparison.Ordinal) || line.Contains("firstSeen", StringComparison.Ordinal)
            ? TableLayout.TryOf(
                line, ",;\t", Known, FlowField.Start, FlowField.Source, FlowField.Destination, FlowField.Protocol)
            : null;
    }

    internal override bool EndsTable(ReadOnlySpan<char> line) =>
        line.StartsWith("Summary", StringComparison.Ordinal)
        || line.StartsWith("No matched flows", StringComparison.Ordinal);
}
