namespace NetAnomaly;

/// <summary>What evidence says of a conversation.</summary>
public enum EvidenceSign
{
    /// <summary>Nothing: it does not apply to it, or has too few values to compare with.</summary>
    Silent,

    /// <summary>It is as usual as not: p of at least 0.5.</summary>
    For,

    /// <summary>It is less usual than not: p below 0.5.</summary>
    Against,
}
