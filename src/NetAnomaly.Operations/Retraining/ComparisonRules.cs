using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Retraining;

/// <summary>What counts as an incident when models are compared. Immutable.</summary>
internal sealed record ComparisonRules
{
    /// <summary>When a conversation is anomalous.</summary>
    public AnomalyThreshold Threshold { get; init; } = AnomalyThreshold.Of(null, null);

    /// <summary>Incidents as strong as which normal traffic brings more than this a day are left out.</summary>
    public double MaxPerDay { get; init; } = IncidentBuilder.DefaultMaxPerDay;

    /// <summary>What is known and not to be told.</summary>
    public SuppressionList Suppressions { get; init; } = SuppressionList.Empty;

    /// <summary>Incidents that people have marked.</summary>
    public IReadOnlyList<AnomalyIncident> Marked { get; init; } = [];
}
