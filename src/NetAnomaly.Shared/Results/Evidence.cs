namespace NetAnomaly;

/// <summary>
/// What one source of evidence says of a conversation: a member of an ensemble, what the conversations around it show,
/// its habits, its timing, or what has added up.
/// </summary>
/// <param name="Name">The source of evidence.</param>
/// <param name="PValue">Its p-value; below what calibration can show, that of a tail. 1 where it is silent.</param>
/// <param name="Share">Its share in the verdict, 0 to 1; the shares add up to 1.</param>
public readonly record struct Evidence(string Name, double PValue, double Share)
{
    /// <summary>From this p-value on, what is seen is as usual as not: it speaks for the conversation.</summary>
    private const double Usual = 0.5;

    /// <summary>
    /// Whom it is about: the pair that speaks, or one of its hosts; <see langword="null"/> where results were made
    /// otherwise.
    /// </summary>
    public Subject? About { get; init; }

    /// <summary>Whether it speaks against the conversation, for it, or not at all.</summary>
    public EvidenceSign Sign => IsSilent ? EvidenceSign.Silent
        : PValue < Usual ? EvidenceSign.Against
        : EvidenceSign.For;

    /// <summary>
    /// How many values of normal traffic it is compared with: conversations, or hosts in windows for members and for
    /// what hosts' conversations show. 0 where normal traffic had none, and no more is known than that this is new.
    /// </summary>
    public int References { get; init; }

    /// <summary>Whether the p-value lies below what counting can show, so that it is an estimate.</summary>
    public bool IsEstimate { get; init; }

    /// <summary>Whether it had nothing to say.</summary>
    internal bool IsSilent { get; init; }
}
