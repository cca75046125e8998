namespace NetAnomaly.Flows.Wire;

/// <summary>What happened to a connection: element 233, firewallEvent, of IANA's registry.</summary>
internal enum FirewallEvent : byte
{
    None,
    Created,
    Deleted,
    Denied,
    Alert,
    Update,
}
