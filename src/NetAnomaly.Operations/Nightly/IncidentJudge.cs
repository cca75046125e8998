using NetAnomaly.Core.Incidents;
using NetAnomaly.Operations.Documents;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// Decides which incidents are raised, and what is to be told of those that have changed: an incident that grows is a
/// new version of the same alert, one that is no longer supported is withdrawn, and one that is as it was is not told
/// again.
/// </summary>
/// <param name="rules">Which are raised.</param>
/// <param name="conversations">The anomalous conversations of an incident.</param>
/// <param name="now">The time of the alerts, UTC.</param>
internal sealed class IncidentJudge(
    IncidentRules rules, Func<AnomalyIncident, IReadOnlyList<AnomalyResult>> conversations, DateTime now)
{
    /// <summary>Decides.</summary>
    /// <param name="built">The incidents of the windows that were scanned, with what was known of them.</param>
    /// <param name="unmatched">Known ones of these windows that were not found again.</param>
    /// <param name="others">Known ones of the same periods that the run did not touch.</param>
    public IncidentChanges Judge(
        IReadOnlyList<(AnomalyIncident Incident, StoredIncident? Known)> built,
        IReadOnlyList<StoredIncident> unmatched, IReadOnlyList<StoredIncident> others)
    {
        var statuses = Statuses(built, others);
        var (changed, alerts) = (new List<StoredIncident>(), new List<AnomalyAlert>());
        for (var i = 0; i < built.Count; i++)
        {
            var (incident, known) = built[i];
            var (status, suppression) = statuses[i];
            Take(incident, known, status, suppression);
        }

        foreach (var gone in unmatched.Where(stored => stored.Status != IncidentStatus.Withdrawn))
            Take(gone.Incident, gone, IncidentStatus.Withdrawn, null);
        return new IncidentChanges(
            changed,
            [
                .. alerts.OrderBy(alert => alert.Action == AlertAction.Withdraw)
                    .ThenByDescending(alert => rules.Rank(alert.Incident))
                    .ThenBy(alert => alert.Id, StringComparer.Ordinal),
            ]);

        void Take(AnomalyIncident incident, StoredIncident? known, IncidentStatus status, string? suppression)
        {
            var action = Action(incident, known, status);
            var version = (known?.Version ?? 0) + (action is null ? 0 : 1);
            var stored = new StoredIncident(incident, status, version, suppression);
            if (known is null || action is not null || known.Status != status || known.Suppression != suppression
                || HasChanged(known.Incident, incident)) changed.Add(stored);
            if (action is { } told)
                alerts.Add(new AnomalyAlert { Incident = incident, Version = version, Action = told, Time = now });
        }
    }

    private static AlertAction? Action(AnomalyIncident incident, StoredIncident? known, IncidentStatus status) =>
        (status, known) switch
        {
            (IncidentStatus.Raised, null or { Version: 0 }) => AlertAction.Raise,
            (IncidentStatus.Raised, { Status: IncidentStatus.Withdrawn }) => AlertAction.Update,
            (IncidentStatus.Raised, _) => HasChanged(known.Incident, incident) ? AlertAction.Update : null,
            (IncidentStatus.Suppressed or IncidentStatus.OverBudget, _) => null,
            (_, { IsOpenAtReceivers: true }) => AlertAction.Withdraw,
            _ => null,
        };

    // What an inventory says of its host is no news of an incident.
    private static bool HasChanged(AnomalyIncident known, AnomalyIncident now) =>
        !DocumentJson.Write(known with { Asset = null }).AsSpan()
            .SequenceEqual(DocumentJson.Write(now with { Asset = null }));

    // A stronger incident is raised however much was raised before it, and what was raised stays.
    private (IncidentStatus Status, string? Suppression)[] Statuses(
        IReadOnlyList<(AnomalyIncident Incident, StoredIncident? Known)> built, IReadOnlyList<StoredIncident> others)
    {
        var statuses = new (IncidentStatus Status, string? Suppression)[built.Count];
        var rivals = new Dictionary<DateTime, List<(double Rank, string Id)>>();
        for (var i = 0; i < built.Count; i++)
        {
            var incident = built[i].Incident;
            var suppression = rules.Suppression(incident, conversations(incident)).HiddenBy?.Id;
            var status = suppression is not null ? IncidentStatus.Suppressed
                : IncidentBuilder.Within(incident, rules.MaxPerDay) is null ? IncidentStatus.Weak
                : IncidentStatus.Raised;
            statuses[i] = (status, suppression);
            if (statuses[i].Status == IncidentStatus.Raised) Enter(incident);
        }

        if (rules.Budget is not { } budget) return statuses;
        foreach (var other in others)
        {
            if (other.Status is IncidentStatus.Raised or IncidentStatus.OverBudget) Enter(other.Incident);
        }

        var chosen = rivals.Values.SelectMany(
            some => some.OrderByDescending(one => one.Rank).ThenBy(one => one.Id, StringComparer.Ordinal)
                .Take(budget.Alerts)).Select(one => one.Id).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < built.Count; i++)
        {
            if (statuses[i].Status == IncidentStatus.Raised && !chosen.Contains(built[i].Incident.Id)
                && built[i].Known?.IsOpenAtReceivers != true) statuses[i] = (IncidentStatus.OverBudget, null);
        }

        return statuses;

        void Enter(AnomalyIncident incident)
        {
            if (rules.Budget is not { } of) return;
            var period = of.PeriodOf(incident.Start);
            if (!rivals.TryGetValue(period, out var some)) rivals.Add(period, some = []);
            some.Add((rules.Rank(incident), incident.Id));
        }
    }
}
