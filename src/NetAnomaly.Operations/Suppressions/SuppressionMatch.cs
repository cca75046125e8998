namespace NetAnomaly.Operations.Suppressions;

/// <summary>What the suppressions make of a result or an incident. Immutable.</summary>
/// <param name="HiddenBy">The first that hides it; <see langword="null"/> where none does.</param>
/// <param name="Misses">Those that describe it and do not hide it, and why.</param>
internal sealed record SuppressionMatch(AnomalySuppression? HiddenBy, IReadOnlyList<SuppressionMiss> Misses)
{
    /// <summary>None has anything to say.</summary>
    public static SuppressionMatch None { get; } = new(null, []);

    /// <summary>Whether it is not to be shown.</summary>
    public bool IsHidden => HiddenBy is not null;
}
