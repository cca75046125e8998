namespace NetAnomaly.Operations.State;

/// <summary>All that one run changes in the state: it is kept whole or not at all. Immutable.</summary>
internal sealed record ScanCommit
{
    /// <summary>When the run began, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>What identifies the training of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Files that are known from now on, or whose path has changed.</summary>
    public IReadOnlyList<StoredFile> Files { get; init; } = [];

    /// <summary>Paths of files that are gone and no longer needed.</summary>
    public IReadOnlyList<string> ForgottenFiles { get; init; } = [];

    /// <summary>
    /// Windows, results and snapshots that begin behind this are replaced, ticks; <see langword="null"/> where nothing
    /// was scanned.
    /// </summary>
    public long? ReplacedBehind { get; init; }

    /// <summary>Windows that were judged.</summary>
    public IReadOnlyList<StoredWindow> Windows { get; init; } = [];

    /// <summary>What is anomalous in them.</summary>
    public IReadOnlyList<AnomalyResult> Anomalies { get; init; } = [];

    /// <summary>Memories after some of them.</summary>
    public IReadOnlyList<Snapshot> Snapshots { get; init; } = [];

    /// <summary>Incidents that are new or have changed.</summary>
    public IReadOnlyList<StoredIncident> Incidents { get; init; } = [];

    /// <summary>What is to be told of them.</summary>
    public IReadOnlyList<AnomalyAlert> Alerts { get; init; } = [];

    /// <summary>To whom, by name.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Flows that were read.</summary>
    public long Flows { get; init; }

    /// <summary>Flows of windows that were judged before and not judged again.</summary>
    public long LateFlows { get; init; }

    /// <summary>What the run will say, as its exit code.</summary>
    public int ExitCode { get; init; }

    /// <summary>Windows, results, incidents and alerts before this are removed, ticks.</summary>
    public long KeptFrom { get; init; } = long.MinValue;

    /// <summary>Snapshots before this are removed, ticks; the one before the first window, too.</summary>
    public long SnapshotsFrom { get; init; } = long.MinValue;
}
