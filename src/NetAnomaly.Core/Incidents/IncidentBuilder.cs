namespace NetAnomaly.Core.Incidents;

/// <summary>
/// Gathers anomalous results into incidents, streaming: one per host while its windows follow each other. A
/// conversation belongs to the host that it is charged to (<see cref="AnomalyResult.Host"/>). Not thread-safe.
/// </summary>
/// <remarks>
/// Results come by window; one of an earlier window than an incident's that is still open extends it towards the past,
/// but never changes its id.
/// </remarks>
internal sealed class IncidentBuilder
{
    /// <summary>Windows without an anomaly that an incident outlasts by default.</summary>
    public const int DefaultGap = 1;

    /// <summary>
    /// Shown by default are incidents as strong as which normal traffic brings at most this many a day.
    /// </summary>
    public const double DefaultMaxPerDay = 2;

    private readonly Dictionary<(string Scan, string Host), OpenIncident> open = [];
    private readonly int gap;
    private DateTime lastSeen;

    /// <summary>A builder.</summary>
    /// <param name="gap">Windows without an anomaly that an incident outlasts; 0 ends it with the first.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public IncidentBuilder(int gap = DefaultGap)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(gap);
        this.gap = gap;
    }

    /// <summary>Takes one result; normal ones do no more than tell the time.</summary>
    /// <returns>The incidents that ended before its window, by start; mostly none.</returns>
    public IReadOnlyList<AnomalyIncident> Add(AnomalyResult result)
    {
        var ended = Close(result.WindowStart);
        if (!result.IsAnomaly) return ended;
        var host = result.Host;
        var ofDestination = host == result.DestinationAddress && host != result.SourceAddress;
        if (!open.TryGetValue((result.Scan, host), out var incident))
            open.Add((result.Scan, host), incident = new OpenIncident(host, ofDestination, result));
        incident.Add(result);
        return ended;
    }

    /// <summary>Hands over all that is still open, by start, then strangest first.</summary>
    public IReadOnlyList<AnomalyIncident> Complete() => Take([.. open]);

    /// <summary>The incidents of some results, strangest first.</summary>
    /// <param name="results">By window.</param>
    /// <param name="gap">Windows without an anomaly that an incident outlasts.</param>
    public static IReadOnlyList<AnomalyIncident> Of(IEnumerable<AnomalyResult> results, int gap = DefaultGap)
    {
        var builder = new IncidentBuilder(gap);
        var incidents = new List<AnomalyIncident>();
        foreach (var result in results) incidents.AddRange(builder.Add(result));
        incidents.AddRange(builder.Complete());
        return Ranked(incidents);
    }

    /// <summary>Incidents in order of their severity.</summary>
    public static IReadOnlyList<AnomalyIncident> Ranked(IEnumerable<AnomalyIncident> incidents) =>
        [
            .. incidents.OrderByDescending(incident => incident.Severity).ThenBy(incident => incident.Start)
            .ThenBy(incident => incident.Id, StringComparer.Ordinal),
        ];

    /// <summary>
    /// An incident as users see it who ask for what normal traffic brings no more than so often: its rate is unknown
    /// where it is as strong as the model can count, and that is more often than asked.
    /// </summary>
    /// <returns>The incident; <see langword="null"/> where normal traffic brings as strong ones more often.</returns>
    public static AnomalyIncident? Within(AnomalyIncident incident, double maxPerDay) =>
        incident.ExpectedPerDay is not { } rate || rate <= maxPerDay ? incident
        : incident.LeastPerDay > maxPerDay ? incident with { ExpectedPerDay = null }
        : null;

    private AnomalyIncident[] Close(DateTime window)
    {
        if (window == lastSeen) return [];
        lastSeen = window;
        return Take([.. open.Where(pair => pair.Value.End + ((gap + 1) * pair.Value.Window) < window)]);
    }

    private AnomalyIncident[] Take(KeyValuePair<(string, string), OpenIncident>[] ended)
    {
        foreach (var (key, _) in ended) open.Remove(key);
        return
        [
            .. ended.Select(pair => pair.Value.Close()).OrderBy(incident => incident.Start)
            .ThenByDescending(incident => incident.Severity).ThenBy(incident => incident.Id, StringComparer.Ordinal),
        ];
    }
}
