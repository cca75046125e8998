namespace NetAnomaly.Core.Statistics;

/// <summary>A p-value and what it rests on.</summary>
/// <param name="Value">Above 0, at most 1.</param>
/// <param name="Kind">Counted, or estimated.</param>
/// <param name="SampleSize">How many normal conversations of its kind it rests on.</param>
internal readonly record struct PValue(double Value, PValueKind Kind, long SampleSize)
{
    /// <summary>
    /// The same, but no smaller than what was counted: one conversation can show no more than that. Where scores were
    /// trimmed, the value itself.
    /// </summary>
    public double Conservative { get; init; } = Value;

    /// <summary>The smallest that it could have been, whatever the score: 0 where that is not known.</summary>
    public double Smallest { get; init; }

    /// <summary>The smallest that <see cref="Conservative"/> could have been; 0 where that is not known.</summary>
    public double SmallestConservative { get; init; }
}
