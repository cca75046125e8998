using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// How right the incidents are that are shown by default, in the order in which they are shown. An incident is right if
/// anomalous conversations carry at least half of its evidence, the sum of 1/p. Immutable.
/// </summary>
public sealed record IncidentMetric
{
    /// <summary>Incidents shown.</summary>
    public required int Shown { get; init; }

    /// <summary>Those that are right.</summary>
    public required int Right { get; init; }

    /// <summary>Place of the first right one, from 1; <see langword="null"/> where none is.</summary>
    public required int? FirstRight { get; init; }

    /// <summary>False ones before the first right one; all, where none is.</summary>
    public int FalseBefore => FirstRight - 1 ?? Shown;

    /// <summary>
    /// Precision of the first 5, 10 and 20 incidents of a day, or of all where it has fewer, averaged over the days
    /// that have any.
    /// </summary>
    public required IReadOnlyList<DailyPrecision> PrecisionPerDay { get; init => field = Indexable.Of(value); }

    /// <summary>
    /// From the start of an attack's first flow to the end of the first window in which a right incident holds it:
    /// median over the anomalous labels found; <see langword="null"/> where none was, or where flows carry no times.
    /// </summary>
    public required TimeSpan? TimeToDetect { get; init; }
}
