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
        // Since Zeek 7.1: what proto says of TCP, UDP and ICMP only.
        new("ip_proto", FlowField.ProtocolNumber),
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

    /// <summary>
    /// The same for JSON lines: addresses and ports side by side with the rest or in an object <c>id</c>, all of it
    /// within the log's tag (<c>{"conn":{…}}</c>, as Zeek's plugin for Kafka writes it) or not.
    /// </summary>
    public static JsonShape Shape { get; } = new(
        Known.Values.Select(field => (field.Name, field.Field))
            .Concat(Known.Values.Select(field => ("conn." + field.Name, field.Field))),
        "_path",
        IsConnectionLog);

    /// <summary>Whether a log of a name tells connections.</summary>
    public static bool IsConnectionLog(ReadOnlySpan<char> path) =>
        path.StartsWith("conn", StringComparison.OrdinalIgnoreCase);

    /// <summary>What a field holds; <see cref="FlowField.None"/> for those that are not of a flow.</summary>
    public static ZeekField Find(ReadOnlySpan<char> name) => Lookup.TryGetValue(name, out var field) ? field : default;
}

/// <summary>A field of conn.log.</summary>
internal readonly record struct ZeekField(string Name, FlowField Field);
