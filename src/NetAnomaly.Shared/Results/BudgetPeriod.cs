namespace NetAnomaly;

/// <summary>What an alert budget is for.</summary>
public enum BudgetPeriod
{
    /// <summary>Each clock hour, UTC.</summary>
    Hour,

    /// <summary>Each calendar day, UTC.</summary>
    Day,

    /// <summary>Each week from Monday on, UTC.</summary>
    Week,
}
