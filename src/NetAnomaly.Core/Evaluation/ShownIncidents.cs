using NetAnomaly.Core.Incidents;

namespace NetAnomaly.Core.Evaluation;

/// <summary>
/// Results in, incidents out as they are shown and in that order, each with what was told of its results.
/// Not thread-safe.
/// </summary>
/// <typeparam name="T">What is told of a result; kept instead of its flows.</typeparam>
/// <param name="maxPerDay">Left out are incidents as strong as which normal traffic brings more a day.</param>
internal sealed class ShownIncidents<T>(double maxPerDay)
{
    private readonly IncidentBuilder builder = new();
    private readonly List<AnomalyIncident> ended = [];
    private readonly Dictionary<(string Scan, string Host), List<(DateTime Window, T Facts)>> alerts = [];

    /// <summary>Takes a result, by window.</summary>
    public void Add(AnomalyResult result, T facts)
    {
        ended.AddRange(builder.Add(result));
        if (!result.IsAnomaly) return;
        var key = (result.Scan, result.Host);
        if (!alerts.TryGetValue(key, out var own)) alerts[key] = own = [];
        own.Add((result.WindowStart, facts));
    }

    /// <summary>All incidents that are shown, strangest first; afterwards nothing can be added.</summary>
    public IReadOnlyList<(AnomalyIncident Incident, IReadOnlyList<T> Facts)> Complete()
    {
        ended.AddRange(builder.Complete());
        return
        [
            .. IncidentBuilder.Ranked(ended)
                .Select(one => IncidentBuilder.Within(one, maxPerDay)).OfType<AnomalyIncident>()
                .Select(one => (one, Facts(one))),
        ];
    }

    private IReadOnlyList<T> Facts(AnomalyIncident incident) =>
    [
        .. alerts[(incident.Scan, incident.Host)]
            .Where(alert => alert.Window >= incident.Start && alert.Window < incident.End)
            .Select(alert => alert.Facts),
    ];
}
