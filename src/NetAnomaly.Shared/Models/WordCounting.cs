namespace NetAnomaly;

/// <summary>What counts as one use of a word.</summary>
public enum WordCounting
{
    /// <summary>Every flow.</summary>
    Flow,

    /// <summary>Every distinct source address: a word that one busy host repeats a thousand times stays rare.</summary>
    SourceHost,
}
