using NetAnomaly.Core.Incidents;
using NetAnomaly.Core.Scoring;
using NetAnomaly.Core.Services;
using NetAnomaly.Operations.Suppressions;

namespace NetAnomaly.Operations.Retraining;

/// <summary>What a model makes of some nights. Immutable.</summary>
/// <param name="Incidents">The incidents that it would raise, strongest first.</param>
/// <param name="Suppressed">Those that suppressions hide.</param>
/// <param name="Summary">The scan by conversations.</param>
internal sealed record NightsScan(
    IReadOnlyList<AnomalyIncident> Incidents, int Suppressed, AnomalyScanSummary Summary)
{
    /// <summary>Scans nights, without memory of earlier ones.</summary>
    /// <param name="model">The model: trained and loaded.</param>
    /// <param name="exports">The exports, by windows of the model's length.</param>
    /// <param name="from">Start of the first night, UTC.</param>
    /// <param name="until">End of the last night, UTC.</param>
    /// <param name="rules">What is raised.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="Inputs.ChangedFileException">Somebody has written to a file since.</exception>
    public static async Task<NightsScan> RunAsync(
        AnomalyModel model, ExportIndex exports, DateTime from, DateTime until, ComparisonRules rules,
        CancellationToken cancellation)
    {
        var session = new ScanSession(
            new ScanRequest(model, AlertPolicyOptions.Of(rules.Threshold))
            {
                AnomaliesOnly = true, IncidentGap = IncidentBuilder.DefaultGap,
            });
        var (incidents, anomalies) = (new List<AnomalyIncident>(), new List<AnomalyResult>());
        await foreach (var window in exports.ReadAsync(from, until, cancellation).ConfigureAwait(false))
            Take(session.Add(window.Flows, cancellation));
        Take(session.Complete(cancellation));

        var byHost = anomalies.ToLookup(result => result.Host, StringComparer.Ordinal);
        AnomalyIncident[] within =
        [
            .. incidents.Select(incident => IncidentBuilder.Within(incident, rules.MaxPerDay))
                .OfType<AnomalyIncident>(),
        ];
        AnomalyIncident[] shown = [.. within.Where(incident => !IsHidden(incident))];
        return new NightsScan(IncidentBuilder.Ranked(shown), within.Length - shown.Length, session.Summary);

        void Take(IReadOnlyList<WindowReport> reports)
        {
            foreach (var report in reports)
            {
                incidents.AddRange(report.Incidents);
                if (!ReferenceEquals(rules.Suppressions, SuppressionList.Empty)) anomalies.AddRange(report.Results);
            }
        }

        bool IsHidden(AnomalyIncident incident) => rules.Suppressions.Match(
            incident, incident.Start,
            [
                .. byHost[incident.Host].Where(
                    result => incident.Start <= result.WindowStart && result.WindowStart < incident.End),
            ]).IsHidden;
    }
}
