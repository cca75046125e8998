using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// Something about a labelled data set that makes figures measured on it better than the detector, or hard to carry
/// over. Immutable.
/// </summary>
public sealed record DatasetFinding
{
    /// <summary>How much it weighs.</summary>
    public required FindingSeverity Severity { get; init; }

    /// <summary>What was looked for.</summary>
    public required DatasetCheck Check { get; init; }

    /// <summary>What it is about: a column, a label, an address, <c>training</c>, <c>test</c>, or both.</summary>
    public required string Subject { get; init; }

    /// <summary>What was found, in one sentence with its figures.</summary>
    public required string Finding { get; init => field = VisibleText.Of(value); }

    /// <summary>What to do about it.</summary>
    public required string Remedy { get; init => field = VisibleText.Of(value); }

    /// <summary>The figures of the sentence by name; shares and areas under curves are 0 to 1.</summary>
    public required IReadOnlyDictionary<string, double> Figures { get; init; }

    /// <summary>The finding on one line.</summary>
    public override string ToString() => $"{Severity} {Check}: {Finding}";
}
