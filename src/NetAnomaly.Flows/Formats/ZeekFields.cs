using System.Collections.Frozen;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>The fields of Zeek's conn.log that make a flow.</summary>
internal static class ZeekFields
{
    private static readonly FrozenDictionary<string, ZeekField> Known = new ZeekField[]
    {
        new("ts", FlowField.Start),
        new("duration", FlowField.Duration),
        new("proto", FlowField.Protocol),
        new("id.orig_h", FlowField.Source),
        new("id.orig_p", FlowField.SourcePort),
        new("id.resp_h", FlowField.Destination),
        new("id.resp_p", FlowField.DestinationPort),
        new("orig_bytes", FlowField.SourcePayload),
        new("resp_bytes", FlowField.DestinationPayload),
        new("orig_ip_bytes", FlowField.SourceBytes),
        new("resp_ip_bytes", FlowField.DestinationBytes),
        new("orig_pkts", FlowField.SourcePackets),
        new("resp_pkts", FlowField.DestinationPackets),
        new("conn_state", FlowField.State),
        new("service", FlowField.Service),
        new("label", FlowField.Label),
        // Three spellings of the same: IoT-23, zeek-flow-labeler, JSON exports.
        new("detailed-label", FlowField.LabelDetail),
        new("detailedlabel", FlowField.LabelDetail),
        new("detailed_label", FlowField.LabelDetail),
    }.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, ZeekField>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The same for JSON lines.</summary>
    public static JsonShape Shape { get; } = new(Known.Values.Select(field => (field.Name, field.Field)));

    /// <summary>What a field holds; <see cref="FlowField.None"/> for those that are not of a flow.</summary>
    public static ZeekField Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var field) ? field : default;
}

/// <summary>A field of conn.log.</summary>
internal readonly record struct ZeekField(string Name, FlowField Field);
