namespace NetAnomaly.Operations.Alerts;

/// <summary>The level of an alert, and its number on the scale of each format.</summary>
internal static class LevelScale
{
    private const double Month = 1 / 30.0;
    private const double Year = 1 / 365.0;

    /// <summary>
    /// By how many incidents as strong a day of normal traffic brings. An estimate is never critical: it says how rare
    /// something is that was not counted.
    /// </summary>
    public static AlertLevel Of(AnomalyAlert alert)
    {
        if (alert.Action == AlertAction.Withdraw) return AlertLevel.Informational;
        return alert.Incident.ExpectedPerDay switch
        {
            >= 1 => AlertLevel.Low,
            < Year when !alert.Incident.IsEstimate => AlertLevel.Critical,
            < Month => AlertLevel.High,
            _ => AlertLevel.Medium,
        };
    }

    /// <summary>0 to 100, at the marks that Elastic Security uses.</summary>
    public static int Ecs(AlertLevel level) => level switch
    {
        AlertLevel.Informational => 1,
        AlertLevel.Low => 21,
        AlertLevel.Medium => 47,
        AlertLevel.High => 73,
        _ => 99,
    };

    /// <summary>The severity_id of OCSF: 1 Informational to 5 Critical.</summary>
    public static int Ocsf(AlertLevel level) => (int)level + 1;

    /// <summary>0 to 10.</summary>
    public static int Cef(AlertLevel level) => level switch
    {
        AlertLevel.Informational => 1,
        AlertLevel.Low => 3,
        AlertLevel.Medium => 5,
        AlertLevel.High => 8,
        _ => 10,
    };

    /// <summary>The severity of RFC 5424: 6 Informational, 5 Notice, 4 Warning, 3 Error, 2 Critical.</summary>
    public static int Syslog(AlertLevel level) => 6 - (int)level;
}
