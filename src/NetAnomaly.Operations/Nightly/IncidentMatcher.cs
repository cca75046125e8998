using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// Finds in incidents that were built again those that are known, so that an id never changes once it is stored: the
/// one of the same id, or else the earliest of the same host that they have windows in common with, or that they go on
/// from.
/// </summary>
internal static class IncidentMatcher
{
    /// <summary>Matches.</summary>
    /// <param name="built">Incidents by start.</param>
    /// <param name="known">Incidents that are known, by start.</param>
    /// <param name="reach">How long after its end an incident can go on.</param>
    /// <returns>The built ones with the ids that they keep, and what was known of them; then the known ones that none
    /// was built of.</returns>
    public static (IReadOnlyList<(AnomalyIncident Incident, StoredIncident? Known)> Built,
        IReadOnlyList<StoredIncident> Unmatched) Match(
        IReadOnlyList<AnomalyIncident> built, IReadOnlyList<StoredIncident> known, TimeSpan reach)
    {
        var left = known.ToList();
        var matches = new StoredIncident?[built.Count];
        for (var i = 0; i < built.Count; i++)
            matches[i] = Take(left, stored => stored.Incident.Id == built[i].Id);
        for (var i = 0; i < built.Count; i++)
            matches[i] ??= Take(left, stored => AreOne(stored.Incident, built[i], reach));
        return (
            [
                .. built.Select((incident, i) => (
                    matches[i] is { } stored ? incident with { Id = stored.Incident.Id } : incident, matches[i])),
            ],
            left);
    }

    private static StoredIncident? Take(List<StoredIncident> left, Predicate<StoredIncident> isWanted)
    {
        var index = left.FindIndex(isWanted);
        if (index < 0) return null;
        var found = left[index];
        left.RemoveAt(index);
        return found;
    }

    private static bool AreOne(AnomalyIncident known, AnomalyIncident built, TimeSpan reach) =>
        known.Host == built.Host && known.Start <= built.End + reach && built.Start <= known.End + reach;
}
