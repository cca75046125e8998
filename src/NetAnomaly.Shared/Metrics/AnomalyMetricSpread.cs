using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// The figures of several models on the same conversations, with their spread: what is luck of the seed and what is
/// not. Immutable.
/// </summary>
public sealed record AnomalyMetricSpread
{
    /// <summary>The models' names, each once.</summary>
    public required IReadOnlyList<string> Models { get; init => field = Indexable.Of(value); }

    /// <summary>Their seeds, in the order of <see cref="Metrics"/>.</summary>
    public required IReadOnlyList<int> Seeds { get; init => field = Indexable.Of(value); }

    /// <summary>The spread of each figure.</summary>
    public required IReadOnlyList<FigureSpread> Figures { get; init => field = Indexable.Of(value); }

    /// <summary>The figures of each model.</summary>
    public required IReadOnlyList<AnomalyMetric> Metrics { get; init => field = Indexable.Of(value); }

    /// <summary>The models and the spread of their figures on one line.</summary>
    public override string ToString() =>
        VisibleText.Of($"{string.Join(", ", Models)}: {string.Join("; ", Figures)}");
}
