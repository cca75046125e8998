namespace NetAnomaly.Operations.Alerts;

/// <summary>What an address is.</summary>
internal enum HostAddressKind
{
    /// <summary>None was given.</summary>
    None,

    /// <summary>An IPv4 address.</summary>
    Ip4,

    /// <summary>An IPv6 address.</summary>
    Ip6,

    /// <summary>A hardware address.</summary>
    Mac,

    /// <summary>A name of letters that host names have.</summary>
    Name,

    /// <summary>Any other text.</summary>
    Other,
}
