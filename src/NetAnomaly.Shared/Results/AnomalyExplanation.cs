namespace NetAnomaly;

/// <summary>Why a conversation scores as it does. Immutable.</summary>
public sealed record AnomalyExplanation
{
    /// <summary>One sentence: <c>10.0.3.7 -> 10.0.9.2, 2026-03-04 14:00Z: 62 flows on port 22; this pair has never spoken; none of 48,000 normal conversations scores as high</c>.</summary>
    public required string Sentence { get; init; }

    /// <summary>What contributed most, most first; at most three.</summary>
    public required IReadOnlyList<AnomalyCause> Causes { get; init; }

    /// <summary>Name of the reference that the strangest flow is nearest to; <see langword="null"/> where the model keeps no references.</summary>
    public string? Nearest { get; init; }

    /// <summary>The distance to <see cref="Nearest"/>.</summary>
    public double? NearestDistance { get; init; }

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
