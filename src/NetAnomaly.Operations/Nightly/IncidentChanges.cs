using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>What a run changes of incidents. Immutable.</summary>
/// <param name="Changed">Incidents that are new or not as they were.</param>
/// <param name="Alerts">What is to be told of them.</param>
internal sealed record IncidentChanges(IReadOnlyList<StoredIncident> Changed, IReadOnlyList<AnomalyAlert> Alerts);
