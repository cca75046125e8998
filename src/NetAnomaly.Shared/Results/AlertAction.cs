namespace NetAnomaly;

/// <summary>What an alert says of its incident.</summary>
public enum AlertAction
{
    /// <summary>The incident is new.</summary>
    Raise,

    /// <summary>It was raised before, and has changed since.</summary>
    Update,

    /// <summary>It was raised before, and traffic that came late no longer supports it.</summary>
    Withdraw,
}
