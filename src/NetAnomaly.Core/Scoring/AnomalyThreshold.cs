namespace NetAnomaly.Core.Scoring;

/// <summary>Where normal ends. Immutable; the conditions that are given must all hold.</summary>
internal sealed record AnomalyThreshold
{
    /// <summary>
    /// Share of normal conversations that may be called anomalous where nothing else is asked for: one in a thousand.
    /// </summary>
    public const double DefaultMaxPValue = 0.001;

    /// <summary>Anomalous are scores of at least this, nats.</summary>
    public double? MinScore { get; init => (field, IsDefault) = (value, false); }

    /// <summary>Anomalous are p-values of at most this.</summary>
    public double? MaxPValue { get; init => (field, IsDefault) = (value, false); }

    /// <summary>The threshold where nothing is asked for.</summary>
    public static AnomalyThreshold Default { get; } = new() { MaxPValue = DefaultMaxPValue, IsDefault = true };

    /// <summary>Whether nothing was asked for. Asking for what is the default counts as asking.</summary>
    private bool IsDefault { get; init; }

    /// <summary>The threshold of what was asked for; <see cref="Default"/> where nothing was.</summary>
    public static AnomalyThreshold Of(double? minScore, double? maxPValue) =>
        minScore is null && maxPValue is null
            ? Default
            : new AnomalyThreshold { MinScore = minScore, MaxPValue = maxPValue };

    /// <summary>
    /// This threshold; where nothing was asked for and labels helped to choose one in training, the model's own.
    /// </summary>
    public AnomalyThreshold For(LoadedModel model) =>
        IsDefault && model.Threshold is { } own ? new AnomalyThreshold { MinScore = own } : this;

    /// <summary>Whether a score and its p-value pass it.</summary>
    public bool IsPassed(double score, double pValue) =>
        (MinScore is not { } least || score >= least) && (MaxPValue is not { } most || pValue <= most);
}
