namespace NetAnomaly.Operations.Alerts;

/// <summary>An alert as text in one of the formats, with what a delivery must know of it. Immutable.</summary>
/// <param name="Id">The incident's id.</param>
/// <param name="Version">The alert's version.</param>
/// <param name="Text">The text, on one line.</param>
/// <param name="Format">The format of the text.</param>
/// <param name="Action">Whether the incident is raised, updated or withdrawn.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Time">When this version of the alert was made, UTC.</param>
/// <param name="Title">What it is about, in a few words.</param>
internal sealed record AlertDocument(
    string Id, int Version, string Text, AlertFormat Format, AlertAction Action, AlertLevel Level, DateTime Time,
    string Title)
{
    /// <summary>What receivers tell repeats by: id and version.</summary>
    public string Key => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Id}-{Version}");

    /// <summary>Writes an alert.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="format">The format.</param>
    public static AlertDocument Of(AnomalyAlert alert, AlertFormat format)
    {
        var facts = new AlertFacts(alert);
        return new AlertDocument(
            facts.Id, alert.Version, Write(facts, format), format, alert.Action, facts.Level, facts.Time, facts.Title);
    }

    private static string Write(AlertFacts facts, AlertFormat format) => format switch
    {
        AlertFormat.Json => JsonAlert.Of(facts),
        AlertFormat.Ecs => EcsAlert.Of(facts),
        AlertFormat.Ocsf => OcsfAlert.Of(facts),
        AlertFormat.Cef => CefAlert.Of(facts),
        AlertFormat.Syslog => SyslogAlert.Of(facts),
        AlertFormat.Stix => StixAlert.Of(facts),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };
}
