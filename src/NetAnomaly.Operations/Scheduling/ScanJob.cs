namespace NetAnomaly.Operations.Scheduling;

/// <summary>A scan that is to be registered.</summary>
internal sealed record ScanJob
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it is started.</summary>
    public required ScanSchedule Schedule { get; init; }

    /// <summary>What is started.</summary>
    public required JobCommand Command { get; init; }

    /// <summary>The text of its settings.</summary>
    public required string Settings { get; init; }

    /// <summary>The folder that it runs in.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The account that it runs as; that of the caller where it is not given.</summary>
    public string? Account { get; init; }

    /// <summary>The password of the account, where the scheduler keeps it.</summary>
    public string? Password { get; init; }

    /// <summary>Folders that it writes to.</summary>
    public IReadOnlyList<string> Writable { get; init; } = [];

    /// <summary>All paths that it reads, for those parts of the file system that a unit would hide.</summary>
    public IReadOnlyList<string> Readable { get; init; } = [];

    /// <summary>After how long a run is ended.</summary>
    public required TimeSpan TimeLimit { get; init; }

    /// <summary>Every text that goes into a unit, a line or a task.</summary>
    public IEnumerable<string> Texts =>
        [Command.Program, .. Command.Arguments, WorkingDirectory, Account ?? "", .. Writable];
}
