using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Why a conversation scores as it does. Immutable.</summary>
public sealed record AnomalyExplanation
{
    /// <summary>
    /// One sentence: <c>10.0.3.7 -> 10.0.9.2, 2026-03-04 14:00Z: 62 flows on port 22; this pair has never spoken; none
    /// of 48,000 normal conversations scores as high</c>.
    /// </summary>
    public required string Sentence { get; init => field = VisibleText.Of(value); }

    /// <summary>
    /// The flows that stand out, by start time: at least half as far beyond the usual as the strangest of them; all of
    /// them where all are alike.
    /// </summary>
    public required IReadOnlyList<FlowRecord> Flows { get; init => field = Indexable.Of(value); }

    /// <summary>What contributed most to these flows, most first; at most three. A flow can have several.</summary>
    public required IReadOnlyList<AnomalyCause> Causes { get; init => field = Indexable.Of(value); }

    /// <summary>
    /// Name of the reference that the strangest flow is nearest to; <see langword="null"/> where the model keeps no
    /// references.
    /// </summary>
    public string? Nearest { get; init; }

    /// <summary>The distance to <see cref="Nearest"/>.</summary>
    public double? NearestDistance { get; init; }

    /// <summary>The sentence.</summary>
    public override string ToString() => Sentence;
}
