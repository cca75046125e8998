namespace NetAnomaly.Core.Scoring;

/// <summary>What a verdict over a conversation rests on.</summary>
/// <param name="WindowStart">Start of its window, UTC.</param>
/// <param name="Score">Its score.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="Kind">What that rests on.</param>
/// <param name="Model">The model's name.</param>
public readonly record struct ScoredItem(
    DateTime WindowStart, double Score, double PValue, PValueKind Kind, string Model)
{
    /// <summary>Why nothing can be decided over it; <see langword="null"/> where something can.</summary>
    public string? Undetermined => double.IsFinite(Score) && double.IsFinite(PValue) ? null : Verdict.NotFinite;

    /// <summary>That of a result.</summary>
    public static ScoredItem Of(AnomalyResult result) =>
        new(result.WindowStart, result.Score, result.PValue, result.PValueKind, result.Model);
}
