namespace NetAnomaly;

/// <summary>What was decided over a conversation, once. Immutable.</summary>
/// <param name="Judgement">The decision.</param>
/// <param name="Why">Why nothing could be decided, such as <c>NotFinite</c>; <see langword="null"/> where something
/// was.</param>
public sealed record Verdict(Judgement Judgement, string? Why = null)
{
    /// <summary>The reason of a score or p-value that is no finite number.</summary>
    public const string NotFinite = "NotFinite";

    /// <summary>
    /// The reason of a conversation that is as strange as anything that its calibration can tell, where that is less
    /// than what was asked: with more training it might be anomalous.
    /// </summary>
    public const string OutOfReach = "OutOfReach";

    /// <summary>
    /// The reason of a conversation whose hosts training never saw, where nothing else about it could be compared.
    /// </summary>
    public const string UnknownHosts = "UnknownHosts";

    /// <summary>
    /// The reason of a conversation that is anomalous beside what training kept and not beside all of training: as
    /// strange as what training chose to forget. The training review tells what that is.
    /// </summary>
    public const string LikeForgotten = "LikeForgotten";

    /// <summary>The reason of a conversation that was scored, and that no policy has decided over.</summary>
    public const string NotJudged = "NotJudged";

    /// <summary>It belongs.</summary>
    public static Verdict Normal { get; } = new(Judgement.Normal);

    /// <summary>It does not belong.</summary>
    public static Verdict Anomalous { get; } = new(Judgement.Anomalous);

    /// <summary>Nothing could judge it, for a reason.</summary>
    public static Verdict Undetermined(string why) => new(Judgement.Undetermined, why);

    /// <summary>What a reason means, in words.</summary>
    public static string Explain(string why) => why switch
    {
        NotFinite => "the model gave a score that is no finite number",
        OutOfReach => "as strange as anything that training can tell apart, but training was too small for what is "
            + "asked",
        UnknownHosts => "training never saw their hosts, and had nothing else to compare them with",
        LikeForgotten => "as strange as what training chose to forget, which is normal or wrong",
        NotJudged => "no policy has decided over it",
        _ => why,
    };

    /// <summary>The decision, with the reason where there is none.</summary>
    public override string ToString() => Why is null ? Judgement.ToString() : $"{Judgement}: {Why}";
}
