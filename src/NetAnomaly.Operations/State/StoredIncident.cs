namespace NetAnomaly.Operations.State;

/// <summary>An incident as a scan knows it. Immutable.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Status">What was done with it.</param>
/// <param name="Version">The version of its last alert; 0 where none was raised.</param>
/// <param name="Suppression">The suppression that hides it, if any.</param>
internal sealed record StoredIncident(
    AnomalyIncident Incident, IncidentStatus Status, int Version, string? Suppression = null)
{
    /// <summary>Whether receivers hold it for true: it was raised, and not withdrawn since.</summary>
    public bool IsOpenAtReceivers => Version > 0 && Status != IncidentStatus.Withdrawn;
}
