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
    /// <param name="calibration">How strong incidents of normal traffic are, by the model of the run.</param>
    /// <param name="model">What identifies its training.</param>
    /// <param name="rules">Which incidents are raised.</param>
    /// <param name="now">The time of alerts, UTC.</param>
    public IncidentChanges Changes(
        IReadOnlyList<AnomalyResult> anomalies, long behind, IIncidentCalibration? calibration, string model,
        IncidentRules rules, DateTime now)
    {
        var (known, from) = Touched(behind);
        var earlier = from > behind ? [] : store.Anomalies(from, behind, calibration, model);
        // In the form in which they come back from the file: a run that was interrupted builds the same.
        var scanned = anomalies.Select(result => DocumentJson.ReadResult(DocumentJson.Write(result), calibration));
        AnomalyIncident[] built =
        [
            .. IncidentBuilder.Of(
                earlier.Concat(scanned).OrderBy(result => result.WindowStart)
                    .ThenBy(result => result.Id, StringComparer.Ordinal),
                gap).OrderBy(incident => incident.Start).ThenBy(incident => incident.Id, StringComparer.Ordinal),
        ];
        var (matched, unmatched) = IncidentMatcher.Match(built, known, reach);
        var touched = known.Select(stored => stored.Incident.Id).ToHashSet(StringComparer.Ordinal);
        StoredIncident[] others = rules.Budget is { } budget && built.Length > 0
            ?
            [
                .. store.IncidentsFrom(budget.PeriodOf(built[0].Start).Ticks)
                    .Where(stored => !touched.Contains(stored.Incident.Id)),
            ]
            : [];
        return new IncidentJudge(rules, now).Judge(matched, unmatched, others);
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
