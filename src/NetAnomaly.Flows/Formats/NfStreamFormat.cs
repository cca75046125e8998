using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>What nfstream writes (<c>NFStreamer(…).to_csv()</c>).</summary>
/// <remarks>Bytes are those its <c>accounting_mode</c> counts; by default those of whole frames.</remarks>
internal sealed class NfStreamFormat : TableFormat
{
    private static readonly FrozenDictionary<string, FlowField> Known = new Dictionary<string, FlowField>
    {
        ["src_ip"] = FlowField.Source,
        ["src_port"] = FlowField.SourcePort,
        ["dst_ip"] = FlowField.Destination,
        ["dst_port"] = FlowField.DestinationPort,
        ["protocol"] = FlowField.Protocol,
        ["bidirectional_first_seen_ms"] = FlowField.Start,
        ["bidirectional_duration_ms"] = FlowField.Milliseconds,
        ["src2dst_packets"] = FlowField.SourcePackets,
        ["src2dst_bytes"] = FlowField.SourceBytes,
        ["dst2src_packets"] = FlowField.DestinationPackets,
        ["dst2src_bytes"] = FlowField.DestinationBytes,
        ["application_name"] = FlowField.Service,
        ["label"] = FlowField.Label,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override string Name => "NfStream";

    /// <inheritdoc/>
    public override string Description => "nfstream CSV";

    /// <inheritdoc/>
    public override string Recognition => "a header with src_ip, dst_ip, protocol and bidirectional_first_seen_ms";

    private protected override TableLayout? LayoutOf(string line)
    {
        if (!line.Contains("bidirectional_first_seen_ms", StringComparison.Ordinal)) return null;
        var layout = TableLayout.TryOf(
            line, ",;\t", Known, FlowField.Start, FlowField.Source, FlowField.Destination, FlowField.Protocol);
        return layout is null ? null : layout with { IsQuoted = true };
    }
}
