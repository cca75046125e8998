using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What SiLK's <c>rwcut</c> writes, in columns or <c>--delimited</c>, with any choice of fields that has addresses and
/// the start time.
/// </summary>
/// <remarks>
/// Records count one direction. ICMP's type and code stand in the destination's port. Times count as UTC, as rwcut
/// writes them by default.
/// </remarks>
internal sealed class SilkFormat : TableFormat
{
    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["sIP"] = FlowField.Source,
        ["dIP"] = FlowField.Destination,
        ["sPort"] = FlowField.SourcePort,
        ["dPort"] = FlowField.DestinationPort,
        ["pro"] = FlowField.Protocol, ["protocol"] = FlowField.Protocol,
        ["packets"] = FlowField.Packets,
        ["bytes"] = FlowField.Bytes,
        ["flags"] = FlowField.DottedFlags,
        ["sTime"] = FlowField.Start, ["sTime+msec"] = FlowField.Start,
        ["eTime"] = FlowField.End, ["eTime+msec"] = FlowField.End,
        ["duration"] = FlowField.Duration, ["durat"] = FlowField.Duration, ["dur"] = FlowField.Duration,
        ["dur+msec"] = FlowField.Duration,
        ["iType"] = FlowField.IcmpType, ["iTy"] = FlowField.IcmpType,
        ["iCode"] = FlowField.IcmpCode, ["iCo"] = FlowField.IcmpCode,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <inheritdoc/>
    public override string Name => "Silk";

    /// <inheritdoc/>
    public override string Description => "SiLK rwcut";

    /// <inheritdoc/>
    public override string Recognition =>
        "a header with sIP, dIP and sTime, separated by bars, commas, semicolons or tabs";

    private protected override TableLayout? LayoutOf(string line)
    {
        if (!line.Contains("sIP", StringComparison.Ordinal) || !line.Contains("sTime", StringComparison.Ordinal))
            return null;
        var layout = TableLayout.TryOf(
            line, "|,;\t", Known, FlowField.Source, FlowField.Destination, FlowField.Start);
        // Where both are there, the duration is the exporter's own figure.
        return layout is not null && layout.Has(FlowField.Duration) ? layout.Without(FlowField.End) : layout;
    }

    internal override bool MayBeHeader(ReadOnlySpan<char> line, TableLayout layout) =>
        line.TrimStart(" \"") is [var first, ..] && char.IsAsciiLetter(first)
        && line.Contains("IP", StringComparison.Ordinal);
}
