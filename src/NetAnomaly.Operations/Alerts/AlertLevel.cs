namespace NetAnomaly.Operations.Alerts;

/// <summary>How serious an alert is, as receivers sort by it.</summary>
internal enum AlertLevel
{
    /// <summary>Nothing to do: the alert was withdrawn.</summary>
    Informational,

    /// <summary>Normal traffic brings as much every day.</summary>
    Low,

    /// <summary>Rarer than once a day, or it is not known how rare.</summary>
    Medium,

    /// <summary>Rarer than once a month.</summary>
    High,

    /// <summary>Rarer than once a year, by counting and not by an estimate.</summary>
    Critical,
}
