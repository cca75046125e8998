using NetAnomaly.Core.Incidents;
using NetAnomaly.Operations.Documents;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// Builds the incidents of the windows that a run has scanned, together with the anomalies of earlier runs that they
/// grow from, so that an incident over midnight is one.
/// </summary>
/// <param name="store">What earlier runs have found.</param>
/// <param name="gap">Windows without an anomaly that an incident outlasts.</param>
/// <param name="window">The length of a window.</param>
internal sealed class IncidentHistory(StateStore store, int gap, TimeSpan window)
{
    private readonly TimeSpan reach = gap * window;

    /// <summary>What changes.</summary>
    /// <param name="anomalies">What is anomalous in the windows that were scanned.</param>
    /// <param name="behind">These windows begin behind this, ticks.</param>
    /// <param name="recent">
    /// Incidents that end at this or later are judged again as they are, ticks: what suppressions and options make of
    /// them may be another than it was.
    /// </param>
    /// <param name="calibration">How strong incidents of normal traffic are, by the model of the run.</param>
    /// <param name="model">What identifies its training.</param>
    /// <param name="rules">Which incidents are raised.</param>
    /// <param name="now">The time of alerts, UTC.</param>
    public IncidentChanges Changes(
        IReadOnlyList<AnomalyResult> anomalies, long behind, long recent, IIncidentCalibration? calibration,
        string model, IncidentRules rules, DateTime now)
    {
        var (known, from) = Touched(behind);
        var touched = known.Select(stored => stored.Incident.Id).ToHashSet(StringComparer.Ordinal);
        StoredIncident[] asTheyAre =
        [
            .. store.IncidentsFrom(recent).Where(
                stored => stored.Status != IncidentStatus.Withdrawn && !touched.Contains(stored.Incident.Id)),
        ];
        var first = asTheyAre.Select(stored => stored.Incident.Start.Ticks).Append(from).Min();
        var earlier = first > behind ? [] : store.Anomalies(first, behind, calibration, model);
        // In the form in which they come back from the file: a run that was interrupted builds the same.
        var scanned = anomalies.Select(result => DocumentJson.ReadResult(DocumentJson.Write(result), calibration));
        AnomalyResult[] all =
        [
            .. earlier.Concat(scanned).OrderBy(result => result.WindowStart)
                .ThenBy(result => result.Id, StringComparer.Ordinal),
        ];
        var (matched, unmatched) = IncidentMatcher.Match(
            [
                .. IncidentBuilder.Of(all.Where(result => result.WindowStart.Ticks >= from), gap)
                    .OrderBy(incident => incident.Start).ThenBy(incident => incident.Id, StringComparer.Ordinal),
            ],
            known, reach);
        (AnomalyIncident Incident, StoredIncident? Known)[] judged =
            [.. matched, .. asTheyAre.Select(stored => (stored.Incident, (StoredIncident?)stored))];
        var byHost = all.ToLookup(result => result.Host, StringComparer.Ordinal);
        return new IncidentJudge(
            rules,
            incident =>
            [
                .. byHost[incident.Host].Where(
                    result => result.WindowStart >= incident.Start && result.WindowStart < incident.End),
            ],
            now).Judge(judged, unmatched, Rivals(judged, touched, rules.Budget));
    }

    // The others of the periods whose budget is asked for.
    private StoredIncident[] Rivals(
        (AnomalyIncident Incident, StoredIncident? Known)[] judged, HashSet<string> touched, AlertBudget? budget)
    {
        if (budget is null || judged.Length == 0) return [];
        var own = judged.Select(one => one.Incident.Id).Concat(touched).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. store.IncidentsFrom(budget.PeriodOf(judged.Min(one => one.Incident.Start)).Ticks)
                .Where(stored => !own.Contains(stored.Incident.Id)),
        ];
    }

    // The known incidents that can change, and the first window that all of them are built of: those that reach into
    // the windows scanned, those that these would be built with, and so on.
    private (IReadOnlyList<StoredIncident> Known, long From) Touched(long behind)
    {
        if (behind == long.MinValue) return (store.IncidentsFrom(long.MinValue), long.MinValue);
        var from = behind + 1;
        while (true)
        {
            var known = store.IncidentsFrom(Math.Max(from - reach.Ticks, 0));
            var first = known.Count == 0 ? from : Math.Min(from, known.Min(stored => stored.Incident.Start.Ticks));
            if (first == from) return (known, from);
            from = first;
        }
    }
}
