using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Nightly;

/// <summary>Which incidents are raised. Immutable.</summary>
/// <param name="MaxPerDay">Those as strong as which normal traffic brings more than this a day are weak.</param>
/// <param name="Budget">The strongest of each period are raised; <see langword="null"/> for all.</param>
/// <param name="Suppression">
/// What suppressions make of an incident, given all of its conversations.
/// </param>
/// <param name="Rank">What incidents are ordered by, larger first.</param>
internal sealed record IncidentRules(
    double MaxPerDay, AlertBudget? Budget,
    Func<AnomalyIncident, IReadOnlyList<AnomalyResult>, SuppressionMatch> Suppression,
    Func<AnomalyIncident, double> Rank);
