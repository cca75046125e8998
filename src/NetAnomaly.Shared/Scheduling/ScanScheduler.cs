namespace NetAnomaly;

/// <summary>What starts a registered scan.</summary>
public enum ScanScheduler
{
    /// <summary>
    /// What the machine has: Windows' task scheduler, else systemd where it runs, else cron.
    /// </summary>
    Auto,

    /// <summary>A scheduled task of Windows.</summary>
    ScheduledTask,

    /// <summary>A service and a timer of systemd.</summary>
    Systemd,

    /// <summary>A line of a crontab.</summary>
    Cron,
}
