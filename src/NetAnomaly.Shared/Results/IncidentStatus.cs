namespace NetAnomaly;

/// <summary>What a scan has done with an incident.</summary>
public enum IncidentStatus
{
    /// <summary>It was raised as an alert.</summary>
    Raised,

    /// <summary>Normal traffic brings as strong ones more often than what was asked for.</summary>
    Weak,

    /// <summary>Stronger ones have spent the budget of its period.</summary>
    OverBudget,

    /// <summary>A suppression hides it.</summary>
    Suppressed,

    /// <summary>It was found, and traffic that came late no longer supports it.</summary>
    Withdrawn,
}
