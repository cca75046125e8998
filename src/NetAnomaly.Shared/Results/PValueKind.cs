namespace NetAnomaly;

/// <summary>What a p-value rests on.</summary>
public enum PValueKind
{
    /// <summary>
    /// On counting: the share of normal conversations that score at least as high. Holds whatever the scores are
    /// distributed like.
    /// </summary>
    Conformal,

    /// <summary>
    /// On a tail fitted to the highest scores of normal conversations, as none or too few of them score as high. As
    /// right as the model of the tail.
    /// </summary>
    TailEstimate,
}
