namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>Whom a kind of evidence is about.</summary>
internal enum EvidenceRole
{
    /// <summary>The two hosts, and what they say to each other.</summary>
    Pair,

    /// <summary>The host that opened the conversation.</summary>
    Client,

    /// <summary>The host that was called.</summary>
    Server,
}
