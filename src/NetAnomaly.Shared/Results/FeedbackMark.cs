namespace NetAnomaly;

/// <summary>What a person has found an incident to be.</summary>
public enum FeedbackMark
{
    /// <summary>Not known yet.</summary>
    Unknown,

    /// <summary>An attack, or what else must be known of.</summary>
    True,

    /// <summary>Rightly found strange, and harmless.</summary>
    Benign,

    /// <summary>Nothing strange.</summary>
    Wrong,
}
