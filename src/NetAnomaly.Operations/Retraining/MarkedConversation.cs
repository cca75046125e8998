namespace NetAnomaly.Operations.Retraining;

/// <summary>A conversation that a nightly scan found anomalous, and what came of its incident. Immutable.</summary>
/// <param name="Result">The result, without flows.</param>
/// <param name="Mark">What a person has found the incident to be; <see langword="null"/> where nobody has said.</param>
/// <param name="IsRaised">Whether the incident was raised as an alert, and not withdrawn.</param>
internal sealed record MarkedConversation(AnomalyResult Result, FeedbackMark? Mark, bool IsRaised)
{
    /// <summary>Whether it may be an attack that nobody has looked at.</summary>
    public bool IsSuspected => IsRaised && Mark is (null or FeedbackMark.Unknown);

    /// <summary>What counts first where conversations cannot be told apart.</summary>
    public int Weight => Mark == FeedbackMark.True ? 3 : IsSuspected ? 2 : Mark is null ? 0 : 1;
}
