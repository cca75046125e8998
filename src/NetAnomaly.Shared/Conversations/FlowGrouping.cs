namespace NetAnomaly;

/// <summary>Which flows of one time window belong to one conversation.</summary>
public enum FlowGrouping
{
    /// <summary>All flows between two addresses, no matter which opened them: the dyad-hour.</summary>
    Dyad,

    /// <summary>All flows that one address opened to another.</summary>
    DirectedDyad,

    /// <summary>All flows that one address opened.</summary>
    Source,

    /// <summary>All flows opened to one address.</summary>
    Destination,

    /// <summary>
    /// Every flow is a conversation of its own: for exports that name no addresses or times, and for verdicts per flow.
    /// </summary>
    Flow,
}
