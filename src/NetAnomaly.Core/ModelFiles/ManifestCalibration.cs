using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.ModelFiles;

/// <summary>What stands in <c>calibration.json</c>.</summary>
internal sealed record ManifestCalibration
{
    // Far more than training makes; a file that holds more is no model of ours.
    private const int MostStrata = 4096;

    /// <summary>The score from which conversations are anomalous, where labels helped to choose one.</summary>
    public double? Threshold { get; init; }

    /// <summary>The strata; files of format 1 have none.</summary>
    public IReadOnlyList<ManifestStratum> Strata { get; init; } = [];

    /// <summary>The strata of what training did not forget, where that is another calibration.</summary>
    public IReadOnlyList<ManifestStratum>? OfKept { get; init; }

    /// <summary>How strong the incidents of normal traffic are.</summary>
    public ManifestIncidents? Incidents { get; init; }

    /// <summary>In files of format 1: the distinct scores of all conversations.</summary>
    public IReadOnlyList<double>? Scores { get; init; }

    /// <summary>In files of format 1: how often each occurred.</summary>
    public IReadOnlyList<int>? Counts { get; init; }

    public static ManifestCalibration Of(LoadedModel model) => new()
    {
        Threshold = model.Threshold,
        Strata = Of(model.Calibration),
        OfKept = model.CalibrationOfKept is { } kept ? Of(kept) : null,
        Incidents = model.Incidents is { } scale
            ? new ManifestIncidents(
                [.. scale.Conversations.Values], [.. scale.Conversations.WeightFrom], scale.Conversations.TailScale,
                ManifestScores.Of(scale.Sources), ManifestScores.Of(scale.Destinations), scale.SourcesPerDay,
                scale.DestinationsPerDay)
            : null,
    };

    /// <exception cref="InvalidDataException">It cannot be a calibration.</exception>
    public StratifiedCalibration ToCalibration()
    {
        if (Threshold is { } threshold && !double.IsFinite(threshold))
            throw new InvalidDataException("its threshold is no finite number");
        if (Scores is not null && Counts is not null) return new StratifiedCalibration(new Calibration(Scores, Counts));
        return Restore(Strata);
    }

    /// <exception cref="InvalidDataException">It cannot be a calibration.</exception>
    public StratifiedCalibration? ToCalibrationOfKept() => OfKept is null ? null : Restore(OfKept);

    private static ManifestStratum[] Of(StratifiedCalibration calibration) =>
    [
        .. calibration.Strata.Select(
            stratum => new ManifestStratum(
                stratum.Service, stratum.FromLength, stratum.ToLength, ManifestScores.Of(stratum.Calibration))),
    ];

    private static StratifiedCalibration Restore(IReadOnlyList<ManifestStratum> strata)
    {
        if (strata.Count is 0 or > MostStrata || strata.Any(stratum => stratum is null))
            throw new InvalidDataException("its calibration has no strata, or too many");
        return new StratifiedCalibration(
            [
                .. strata.Select(
                    stratum => new CalibrationStratum(
                        stratum.Service, stratum.FromLength, stratum.ToLength, stratum.Scores.ToCalibration())),
            ]);
    }

    /// <exception cref="InvalidDataException">It cannot be a scale of incidents.</exception>
    public IncidentCalibration? ToIncidents()
    {
        if (Incidents is not { } own) return null;
        if (own.SourcesPerDay is not (>= 0 and <= 1e12) || own.DestinationsPerDay is not (>= 0 and <= 1e12))
            throw new InvalidDataException("its number of hosts per day is out of range");
        var conversations = WeightedCalibration.Restore([.. own.Evidence], [.. own.Weights], own.TailScale);
        return new IncidentCalibration(
            conversations, own.Sources.ToCalibration(), own.Destinations.ToCalibration(), own.SourcesPerDay,
            own.DestinationsPerDay);
    }
}

/// <summary>One stratum.</summary>
internal sealed record ManifestStratum(string? Service, int FromLength, int ToLength, ManifestScores Scores);

/// <summary>Distinct scores, how often each occurred, how many lie beyond the last, and the tail.</summary>
internal sealed record ManifestScores(IReadOnlyList<double> Values, IReadOnlyList<int> Counts)
{
    public long Beyond { get; init; }

    public TailFit? Tail { get; init; }

    public static ManifestScores Of(Calibration calibration) =>
        new(calibration.Scores, calibration.Counts) { Beyond = calibration.Trimmed, Tail = calibration.Tail };

    public Calibration ToCalibration() => new(Values, Counts, Beyond, Tail);
}

/// <summary>How strong the incidents of normal traffic are.</summary>
internal sealed record ManifestIncidents(
    IReadOnlyList<double> Evidence, IReadOnlyList<double> Weights, double TailScale, ManifestScores Sources,
    ManifestScores Destinations, double SourcesPerDay, double DestinationsPerDay);
