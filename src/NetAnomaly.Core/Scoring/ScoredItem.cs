namespace NetAnomaly.Core.Scoring;

/// <summary>What a verdict over a conversation rests on.</summary>
/// <param name="WindowStart">Start of its window, UTC.</param>
/// <param name="Score">Its score.</param>
/// <param name="PValue">Its p-value.</param>
/// <param name="Kind">What that rests on.</param>
/// <param name="Model">The model's name.</param>
internal readonly record struct ScoredItem(
    DateTime WindowStart, double Score, double PValue, PValueKind Kind, string Model)
{
    // Files keep fewer digits than there are.
    private const double Rounding = 1e-9;

    /// <summary>The smallest that its p-value could have been; 0 where that is not known.</summary>
    public double Smallest { get; init; }

    /// <summary>The host that it is charged to.</summary>
    public string Host { get; init; } = "*";

    /// <summary>
    /// How rare what has added up against its hosts is; <see langword="null"/> where that is not known.
    /// </summary>
    public double? Severity { get; init; }

    /// <summary>Its p-value by what training did not forget; <see langword="null"/> where it forgot nothing.</summary>
    public double? PValueOfKept { get; init; }

    /// <summary>Hosts as strange that a day of normal traffic brings; <see langword="null"/> where not known.</summary>
    public double? PerDay { get; init; }

    /// <summary>The same by what training did not forget; <see langword="null"/> where it forgot nothing.</summary>
    public double? PerDayOfKept { get; init; }

    /// <summary>Whether training never saw its hosts, and nothing else about it could be compared.</summary>
    public bool IsOfUnknownHosts { get; init; }

    /// <summary>Its client, by the text of the address; <see langword="null"/> where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>Its server.</summary>
    public string? Destination { get; init; }

    /// <summary>Whether training saw the client; <see langword="null"/> where that is not known.</summary>
    public bool? IsSourceKnown { get; init; }

    /// <summary>Whether training saw the server; <see langword="null"/> where that is not known.</summary>
    public bool? IsDestinationKnown { get; init; }

    /// <summary>Whether score and p-value are finite numbers: nothing can be decided over others.</summary>
    public bool IsFinite => double.IsFinite(Score) && double.IsFinite(PValue);

    /// <summary>Whether it is as strange as anything that its calibration can tell.</summary>
    public bool IsAtSmallest => PValue <= Smallest * (1 + Rounding);

    /// <summary>That of a result.</summary>
    public static ScoredItem Of(AnomalyResult result) =>
        new(result.WindowStart, result.Score, result.PValue, result.PValueKind, result.Model)
        {
            Smallest = result.SmallestPValue ?? 0,
            Host = result.Host,
            Severity = result.Severity,
            PValueOfKept = result.PValueOfKept,
            PerDay = result.ExpectedPerDay,
            PerDayOfKept = result.ExpectedPerDayOfKept,
            IsOfUnknownHosts = result.IsOfUnknownHosts,
            Source = result.SourceAddress,
            Destination = result.DestinationAddress,
            IsSourceKnown = result.IsSourceKnown,
            IsDestinationKnown = result.IsDestinationKnown,
        };
}
