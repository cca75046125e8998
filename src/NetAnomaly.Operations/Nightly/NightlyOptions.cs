using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Flows;
using NetAnomaly.Operations.Inputs;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Nightly;

/// <summary>What is asked of a nightly scan. Immutable.</summary>
/// <param name="Files">The files that are there, full paths; those that were scanned before are passed over.</param>
/// <param name="Model">The model: trained and loaded; it stays the caller's.</param>
internal sealed record NightlyOptions(IReadOnlyList<string> Files, AnomalyModel Model)
{
    /// <summary>How far back a late file is scanned into windows that were judged before.</summary>
    public static readonly TimeSpan DefaultLateness = TimeSpan.FromHours(72);

    /// <summary>How long results, incidents and alerts are kept.</summary>
    public static readonly TimeSpan DefaultRetention = TimeSpan.FromDays(90);

    /// <summary>What was asked for and means no file: names and wildcards.</summary>
    public IReadOnlyList<string> NotFound { get; init; } = [];

    /// <summary>How files are read.</summary>
    public FlowReadOptions Reading { get; init; } = new();

    /// <summary>When a conversation is anomalous. Each is decided by itself.</summary>
    public AnomalyThreshold Threshold { get; init; } = AnomalyThreshold.Of(null, null);

    /// <summary>The strongest incidents that are raised of each period; <see langword="null"/> for all.</summary>
    public AlertBudget? Budget { get; init; }

    /// <summary>Incidents as strong as which normal traffic brings more than this a day are not raised.</summary>
    public double MaxPerDay { get; init; } = IncidentBuilder.DefaultMaxPerDay;

    /// <summary>Whether incidents are ordered by strength alone, whatever feedback says of their kind.</summary>
    public bool IgnoreFeedback { get; init; }

    /// <summary>Windows without an anomaly that an incident outlasts.</summary>
    public int Gap { get; init; } = IncidentBuilder.DefaultGap;

    /// <summary>How far back late files are scanned.</summary>
    public TimeSpan Lateness { get; init; } = DefaultLateness;

    /// <summary>How long what was found is kept.</summary>
    public TimeSpan Retention { get; init; } = DefaultRetention;

    /// <summary>The exports that must be there.</summary>
    public IReadOnlyList<ExpectedExport> Expected { get; init; } = [];

    /// <summary>The names of those to whom alerts are delivered.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>What is known and is not to be told.</summary>
    public SuppressionList Suppressions { get; init; } = SuppressionList.Empty;

    /// <summary>What is wrong with suppressions that were left out, a sentence each.</summary>
    public IReadOnlyList<string> SuppressionFaults { get; init; } = [];

    /// <summary>What an inventory says of a host; <see langword="null"/> where it knows none.</summary>
    public Func<string, HostAsset?> Asset { get; init; } = _ => null;

    /// <summary>The clock.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
