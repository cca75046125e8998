namespace NetAnomaly.Flows.Wire;

/// <summary>What a captured frame turned out to be.</summary>
internal enum PacketKind
{
    /// <summary>An IP packet.</summary>
    Ip,

    /// <summary>A frame of something else, such as ARP.</summary>
    Other,

    /// <summary>An IP packet whose header is broken or was not captured in full.</summary>
    Damaged,

    /// <summary>A frame of a link type that is not known here.</summary>
    UnknownLink,
}
