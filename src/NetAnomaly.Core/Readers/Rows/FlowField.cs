namespace NetAnomaly.Core.Readers.Rows;

/// <summary>What a column can hold of a flow.</summary>
internal enum FlowField
{
    None,
    Start,
    End,
    Duration,
    Protocol,
    Source,
    SourcePort,
    Destination,
    DestinationPort,
    Bytes,
    SourceBytes,
    DestinationBytes,

    /// <summary>Bytes of payload from the source: taken where the exporter gives no bytes of whole packets.</summary>
    SourcePayload,

    /// <summary>Bytes of payload from the destination.</summary>
    DestinationPayload,
    Packets,
    SourcePackets,
    DestinationPackets,

    /// <summary>Connection state, or TCP flags as letters or as a number.</summary>
    State,

    /// <summary>TCP flags of the source, as a list of letters.</summary>
    SourceFlags,

    /// <summary>TCP flags of the destination.</summary>
    DestinationFlags,
    Service,
    Label,

    /// <summary>What stands behind the label, after a space.</summary>
    LabelDetail,
}
