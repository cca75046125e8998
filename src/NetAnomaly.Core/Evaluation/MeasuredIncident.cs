namespace NetAnomaly.Core.Evaluation;

/// <summary>An incident and the truth about it. Immutable.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Members">Its conversations.</param>
internal sealed record MeasuredIncident(AnomalyIncident Incident, IReadOnlyList<IncidentMember> Members)
{
    /// <summary>Whether anomalous conversations carry at least half of its evidence.</summary>
    public bool IsRight { get; } =
        Members.Any(member => member.Labels.Count > 0)
        && Members.Where(member => member.Labels.Count > 0).Sum(member => member.Evidence)
            >= Members.Sum(member => member.Evidence) / 2;

    /// <summary>The day that it is counted to: that of its first window, UTC.</summary>
    public DateTime Day => Incident.Start.Date;
}
