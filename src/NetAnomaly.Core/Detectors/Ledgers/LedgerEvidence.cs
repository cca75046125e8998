namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// What speaks against a conversation beside its own words and the group that it stands in. Models name their scales by
/// it: members may be added, and none renamed.
/// </summary>
internal enum LedgerEvidence
{
    /// <summary>A known client opens conversations with more hosts that it never spoke with than it does.</summary>
    NewDestinations,

    /// <summary>
    /// A known server is called by more hosts that it never spoke with than it is, unknown ones aside.
    /// </summary>
    NewSources,

    /// <summary>A client speaks with more hosts in the window than it does.</summary>
    FanOut,

    /// <summary>A server is called by more hosts in the window than it is.</summary>
    FanIn,

    /// <summary>The client was never seen.</summary>
    NewHost,

    /// <summary>A known host opens, or is called on, a service for the first time.</summary>
    NewService,

    /// <summary>The pair opens more flows than it does, or pairs of its service do.</summary>
    FlowCount,

    /// <summary>The client sends more bytes.</summary>
    BytesOut,

    /// <summary>The server sends more bytes.</summary>
    BytesIn,

    /// <summary>More destination ports are tried.</summary>
    Ports,

    /// <summary>More flows of the client stay unanswered.</summary>
    Unanswered,

    /// <summary>The flows of a new pair with a known client are more regular than independent events.</summary>
    Regularity,

    /// <summary>The same where the client was never seen.</summary>
    RegularityOfNewHost,

    /// <summary>A new pair with a known client has spoken in many windows.</summary>
    Persistence,

    /// <summary>The same where the client was never seen.</summary>
    PersistenceOfNewHost,

    /// <summary>Many kinds of evidence speak a little.</summary>
    Together,

    /// <summary>The pair's evidence of the last windows, added up.</summary>
    Accumulation,
}
