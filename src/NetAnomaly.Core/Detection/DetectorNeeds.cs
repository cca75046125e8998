namespace NetAnomaly.Core.Detection;

/// <summary>What a model needs to be trained and to score.</summary>
internal sealed record DetectorNeeds
{
    /// <summary>Whether it sees words.</summary>
    public bool Tokens { get; init; }

    /// <summary>Whether it sees features of flows.</summary>
    public bool Features { get; init; }

    /// <summary>Whether what it says of a conversation depends on the others of its window.</summary>
    public bool WholeWindows { get; init; }

    /// <summary>Whether an engine computes it, in epochs of training.</summary>
    public bool Engine { get; init; }

    /// <summary>Whether it keeps reference points, to which others can be added after training.</summary>
    public bool ReferencePoints { get; init; }

    /// <summary>The numbers that it can be computed with.</summary>
    public IReadOnlyList<EnginePrecision> Precisions { get; init; } = Enum.GetValues<EnginePrecision>();

    /// <summary>Why it cannot be computed with all; <see langword="null"/> where it can.</summary>
    public string? PrecisionReason { get; init; }

    /// <summary>
    /// What is needed where a model is combined with another; reference points are each member's own.
    /// </summary>
    public DetectorNeeds With(DetectorNeeds other) => this with
    {
        Tokens = Tokens || other.Tokens,
        Features = Features || other.Features,
        WholeWindows = WholeWindows || other.WholeWindows,
        Engine = Engine || other.Engine,
        Precisions = [.. Precisions.Intersect(other.Precisions)],
        PrecisionReason = PrecisionReason ?? other.PrecisionReason,
    };
}
