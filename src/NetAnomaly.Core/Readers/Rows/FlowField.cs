namespace NetAnomaly.Core.Readers.Rows;

/// <summary>What a column can hold of a flow.</summary>
internal enum FlowField
{
    None,
    Start,

    /// <summary>Start time with the day before the month, as CICFlowMeter writes it; a small number stands for a time that is not given.</summary>
    DayFirstTime,
    End,
    Duration,

    /// <summary>Duration in microseconds; a negative one is zero.</summary>
    Microseconds,
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

    /// <summary>An attack's name as data sets of features write it: a full stop behind it goes, a dash that lost its encoding comes back.</summary>
    AttackName,

    /// <summary>0 for normal, 1 for attack: the label where no attack is named.</summary>
    AttackMark,
}
