namespace NetAnomaly.Flows;

/// <summary>Ready-made column maps, chosen by a file's header. A new one is an entry here.</summary>
internal static class ColumnMaps
{
    /// <summary>The properties of a flow by their own names, as Export-FlowData writes them.</summary>
    internal static ColumnMap Own { get; } = new()
    {
        Start = "Start",
        Duration = "Duration",
        Source = "SourceAddress",
        Destination = "DestinationAddress",
        SourcePort = "SourcePort",
        DestinationPort = "DestinationPort",
        Protocol = "Protocol",
        Bytes = "Bytes",
        SourceBytes = "SourceBytes",
        Packets = "Packets",
        SourcePackets = "SourcePackets",
        State = "State",
        Service = "Service",
        Label = "Label",
    };

    /// <summary>Every ready-made map.</summary>
    public static IReadOnlyList<NamedColumnMap> All { get; } =
    [
        new("NetFlow", "Unidirectional NetFlow v5 records: "
            + "start,end,src,dst,srcport,dstport,proto,tcp_flags,packets,bytes,…", new ColumnMap
        {
            Start = "start",
            End = "end",
            Source = "src",
            Destination = "dst",
            SourcePort = "srcport",
            DestinationPort = "dstport",
            Protocol = "proto",
            State = "tcp_flags",
            Packets = "packets",
            Bytes = "bytes",
        }),
        new("Pmacct", "pmacct's CSV with timestamps: SRC_IP,DST_IP,…,TIMESTAMP_START,TIMESTAMP_END,…", new ColumnMap
        {
            Start = "TIMESTAMP_START",
            End = "TIMESTAMP_END",
            Source = "SRC_IP",
            Destination = "DST_IP",
            SourcePort = "SRC_PORT",
            DestinationPort = "DST_PORT",
            Protocol = "PROTOCOL",
            State = "TCP_FLAGS",
            Packets = "PACKETS",
            Bytes = "BYTES",
        }),
        new("FlowRecord", "What Export-FlowData writes, and Export-Csv of flows with these properties", Own),
        new("ZeekCsv", "Zeek's conn.log turned into CSV, labelled or not", new ColumnMap
        {
            Start = "ts",
            Duration = "duration",
            Source = "id.orig_h",
            Destination = "id.resp_h",
            SourcePort = "id.orig_p",
            DestinationPort = "id.resp_p",
            Protocol = "proto",
            State = "conn_state",
            Service = "service",
            SourceBytes = "orig_ip_bytes",
            DestinationBytes = "resp_ip_bytes",
            SourcePackets = "orig_pkts",
            DestinationPackets = "resp_pkts",
            Label = "label",
            LabelDetail = "detailed-label",
        }),
    ];

    /// <summary>
    /// The first map whose times, addresses and protocol a header names; <see langword="null"/> if there is none.
    /// </summary>
    /// <param name="header">The names of a file's columns.</param>
    public static NamedColumnMap? Match(IReadOnlyCollection<string> header) =>
        All.FirstOrDefault(map => ((string?[])[map.Columns.Start, map.Columns.End, map.Columns.Source,
            map.Columns.Destination, map.Columns.Protocol])
            .All(column => column is null || header.Contains(column, StringComparer.OrdinalIgnoreCase)));
}

/// <summary>A ready-made column map.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What files it is for, in one line.</param>
/// <param name="Columns">The map.</param>
internal sealed record NamedColumnMap(string Name, string Description, ColumnMap Columns);
