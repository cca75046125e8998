namespace NetAnomaly.Flows;

/// <summary>What a column can hold of a flow.</summary>
internal enum FlowField
{
    None,
    Start,

    /// <summary>
    /// Start time with the day before the month, as CICFlowMeter writes it; a small number stands for a time that is
    /// not given.
    /// </summary>
    DayFirstTime,
    End,
    Duration,

    /// <summary>Duration in microseconds; a negative one is zero.</summary>
    Microseconds,

    /// <summary>Duration in milliseconds; a negative one is zero.</summary>
    Milliseconds,

    /// <summary>Start time without a year, see <c>YearlessTime</c>.</summary>
    YearlessStart,

    /// <summary>End time without a year.</summary>
    YearlessEnd,

    /// <summary>
    /// When a record was exported, seconds since 1970; with the four that follow it dates a NetFlow v5 record
    /// (<c>UptimeClock</c>).
    /// </summary>
    ExportSeconds,
    ExportNanoseconds,

    /// <summary>The exporter's time since it was started, milliseconds, at the export.</summary>
    Uptime,
    UptimeFirst,
    UptimeLast,
    Protocol,

    /// <summary>The protocol's number, taken where the protocol's name is not known.</summary>
    ProtocolNumber,
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
    /// <summary>
    /// Bytes of a record that has a reply's bytes beside them only where the exporter counts those: 0 for the reply is
    /// none.
    /// </summary>
    InBytes,
    OutBytes,
    InPackets,
    OutPackets,

    /// <summary>Bytes of one packet; 0 where the exporter does not tell.</summary>
    LoggedBytes,
    Packets,
    SourcePackets,
    DestinationPackets,

    /// <summary>Connection state, or TCP flags as letters or as a number.</summary>
    State,

    /// <summary>TCP flags of the source, as a list of letters.</summary>
    SourceFlags,

    /// <summary>TCP flags of the destination.</summary>
    DestinationFlags,

    /// <summary>TCP flags of the source as a number, decimal or hexadecimal.</summary>
    SourceFlagBits,

    /// <summary>TCP flags of the destination as a number.</summary>
    DestinationFlagBits,

    /// <summary>TCP flags of the source as bare hexadecimal digits.</summary>
    SourceFlagHex,

    /// <summary>TCP flags of the destination as bare hexadecimal digits.</summary>
    DestinationFlagHex,

    /// <summary>
    /// TCP flags of both directions together as bare hexadecimal digits: taken where none are given for each.
    /// </summary>
    FlagHex,

    /// <summary>A state that is taken where there are no TCP flags.</summary>
    StateIfNoFlags,

    /// <summary>TCP flags as letters with dots or spaces for those that are not set: <c>...AP.SF</c>.</summary>
    DottedFlags,

    /// <summary>What a firewall did: the state, whatever else says one.</summary>
    Action,

    /// <summary>ICMP type: with the code (type × 256 + code) it is the destination's port, as in NetFlow.</summary>
    IcmpType,
    IcmpCode,

    /// <summary>Destination port; <c>8.0</c> is ICMP's type and code.</summary>
    PortOrIcmp,

    /// <summary>
    /// Whether the row holds a flow: AWS writes <c>NODATA</c> and <c>SKIPDATA</c> where it holds none, Windows'
    /// firewall <c>INFO-EVENTS-LOST</c>.
    /// </summary>
    RowStatus,
    Service,
    Label,

    /// <summary>What stands behind the label, after a space.</summary>
    LabelDetail,

    /// <summary>
    /// An attack's name as data sets of features write it: a full stop behind it goes, a dash that lost its encoding
    /// comes back.
    /// </summary>
    AttackName,

    /// <summary>0 for normal, 1 for attack: the label where no attack is named.</summary>
    AttackMark,
}
