namespace NetAnomaly;

/// <summary>What counts as one use of a word.</summary>
public enum TokenCounting
{
    /// <summary>Every flow.</summary>
    Flow,

    /// <summary>Every distinct source address: a word that one busy host repeats a thousand times stays rare.</summary>
    SourceHost,

    /// <summary>
    /// Every distinct source address in every window: what one host does all of a sudden stays rare, what it has done
    /// for days does not. Right for networks of thousands of hosts and for offices where every server is one of its
    /// kind.
    /// </summary>
    SourceWindow,
}
