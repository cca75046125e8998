namespace NetAnomaly.Operations.Retraining;

/// <summary>How a model is trained again. Immutable.</summary>
/// <param name="Path">The model file.</param>
internal sealed record RetrainingOptions(string Path)
{
    /// <summary>Days of training by default: whole weeks, as weekends differ.</summary>
    public const int DefaultDays = 14;

    /// <summary>Nights to compare by default.</summary>
    public const int DefaultCompareDays = 3;

    /// <summary>Old model files that are kept by default.</summary>
    public const int DefaultKeepModels = 5;

    /// <summary>Days of training; <see langword="null"/> for all that is there.</summary>
    public int? Days { get; init; } = DefaultDays;

    /// <summary>Whether what was raised is trained on where nobody has said what it is.</summary>
    public bool KeepSuspected { get; init; }

    /// <summary>What counts as an incident when the models are compared, and what is known of it.</summary>
    public ComparisonRules Comparison { get; init; } = new();

    /// <summary>What nightly scans found anomalous in the traffic of training.</summary>
    public MarkedConversations Marked { get; init; } = MarkedConversations.Empty;

    /// <summary>When the file is replaced.</summary>
    public ReplacementRule Rule { get; init; } = new(ReplacementRule.DefaultMaxIncrease);

    /// <summary>Whether it is replaced though the rule does not hold.</summary>
    public bool Force { get; init; }

    /// <summary>Old model files that are kept.</summary>
    public int KeepModels { get; init; } = DefaultKeepModels;
}
