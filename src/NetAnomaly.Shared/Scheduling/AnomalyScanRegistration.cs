using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>A scan that a scheduler of the operating system starts. Immutable.</summary>
public sealed record AnomalyScanRegistration
{
    /// <summary>The name it was registered by.</summary>
    public required string Name { get; init; }

    /// <summary>What starts it.</summary>
    public required ScanScheduler Kind { get; init; }

    /// <summary>Whether it is a unit of the user's own systemd.</summary>
    public bool IsUser { get; init; }

    /// <summary>
    /// When it is started, in the time of the machine: <c>daily at 05:00</c>, <c>every 00:15</c>, or the scheduler's
    /// own words where somebody has changed them.
    /// </summary>
    public required string Schedule { get; init; }

    /// <summary>The account that it runs as.</summary>
    public required string Account { get; init; }

    /// <summary>The folder that it runs in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>The command as the scheduler has it.</summary>
    public required string Command { get; init; }

    /// <summary>The file with the parameters of Invoke-AnomalyScan.</summary>
    public string? SettingsPath { get; init; }

    /// <summary>The files of the registration beside the settings; none where it lies with the scheduler.</summary>
    public IReadOnlyList<string> Files { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>When it is started next, UTC, where the scheduler tells.</summary>
    public DateTime? NextRun { get; init; }

    /// <summary>When it was last started, UTC, where the scheduler tells.</summary>
    public DateTime? LastRun { get; init; }

    /// <summary>The exit code of the last run, where the scheduler tells.</summary>
    public int? LastExitCode { get; init; }

    /// <summary>The registration on one line.</summary>
    public override string ToString() => VisibleText.Of($"{Name}: {Schedule} as {Account} ({Kind})");
}
