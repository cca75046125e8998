namespace NetAnomaly.Core.Services;

/// <summary>What a scan has decided over conversations of one window. Immutable.</summary>
/// <param name="Start">Start of the window, UTC.</param>
/// <param name="Results">The results decided now, in the order in which the conversations came.</param>
/// <param name="Incidents">The incidents that ended before this window, where incidents were asked for.</param>
internal sealed record WindowReport(
    DateTime Start, IReadOnlyList<AnomalyResult> Results, IReadOnlyList<AnomalyIncident> Incidents);
