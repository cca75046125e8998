using NetAnomaly.Core.Detection;
namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>A member of an ensemble and the factors of a conversation that it sees.</summary>
internal sealed class EnsembleMember
{
    private readonly int[]? factors;

    /// <summary>A member.</summary>
    /// <param name="spec">What it is.</param>
    /// <param name="detector">What scores.</param>
    /// <param name="schemes">The factors of the ensemble.</param>
    public EnsembleMember(ModelSpec spec, IDetector detector, IReadOnlyList<TokenScheme> schemes)
    {
        Spec = spec;
        Detector = detector;
        if (!spec.Schemes.SequenceEqual(schemes))
            factors = [.. spec.Schemes.Select(scheme => schemes.ToList().IndexOf(scheme))];
    }

    /// <summary>What it is.</summary>
    public ModelSpec Spec { get; }

    /// <summary>What scores.</summary>
    public IDetector Detector { get; }

    /// <summary>What it is called among the evidence.</summary>
    public string Name => $"{Spec.Architecture} {string.Join(" × ", Spec.Schemes)}";

    /// <summary>The conversation as the member sees it.</summary>
    public Conversation View(Conversation conversation) =>
        factors is null ? conversation : conversation.WithFactors(factors);

    /// <summary>Scores of conversations of the ensemble.</summary>
    public IReadOnlyList<ConversationScore> Score(
        IReadOnlyList<Conversation> conversations, CancellationToken cancellation) =>
        Detector.Score(factors is null ? conversations : [.. conversations.Select(View)], cancellation);
}
