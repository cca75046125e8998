using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What one run of a nightly scan has read, judged and raised. Immutable.</summary>
public sealed record AnomalyScanRun
{
    /// <summary>The name of the scan.</summary>
    public required string Scan { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>When the run began, UTC.</summary>
    public required DateTime Started { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Files that were scanned for the first time.</summary>
    public IReadOnlyList<string> Files { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>Files that were scanned before, and were passed over.</summary>
    public int KnownFiles { get; init; }

    /// <summary>Flows of the files that were scanned for the first time.</summary>
    public long Flows { get; init; }

    /// <summary>Rows of these files that are no flows.</summary>
    public long Rejected { get; init; }

    /// <summary>
    /// Flows of windows that were judged before and could not be judged again: too old, or what these windows were
    /// judged by is gone.
    /// </summary>
    public long LateFlows { get; init; }

    /// <summary>Windows that were judged.</summary>
    public int Windows { get; init; }

    /// <summary>Those of them that were judged before, and again because a file came late.</summary>
    public int WindowsAgain { get; init; }

    /// <summary>What was asked, and what came of it by conversations; <see langword="null"/> where nothing was
    /// scanned.</summary>
    public AnomalyScanSummary? Summary { get; init; }

    /// <summary>What is to be told: incidents that are new, have changed or are withdrawn, strongest first.</summary>
    public IReadOnlyList<AnomalyAlert> Alerts { get; init => field = Indexable.Of(value); } =
        Indexable.None<AnomalyAlert>();

    /// <summary>What suppressions hide of the incidents of this run.</summary>
    public SuppressionSummary Suppressed { get; init; } = new();

    /// <summary>Incidents that are weaker than what was asked for, or that stronger ones left no budget for.</summary>
    public int NotRaised { get; init; }

    /// <summary>Alerts that were delivered, of this run and of those before.</summary>
    public int Delivered { get; init; }

    /// <summary>Alerts that wait to be delivered by the next run.</summary>
    public int Undelivered { get; init; }

    /// <summary>What was expected and is missing, empty, far smaller than usual or old.</summary>
    public IReadOnlyList<string> Missing { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>What failed.</summary>
    public IReadOnlyList<string> Failures { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>What else must be known of the run.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>
    /// The run in one number, for schedulers: 1 something failed; else 2 an incident is new or has grown; else 3 an
    /// expected export is missing, nothing new was there to scan, or more than 5 % could not be judged; else 0.
    /// </summary>
    public int ExitCode =>
        Failures.Count > 0 ? 1
        : Alerts.Any(alert => alert.Action != AlertAction.Withdraw) ? 2
        : Missing.Count > 0 || CouldNotJudge ? 3
        : 0;

    /// <summary>Whether too much could not be judged for "no incident" to be an answer.</summary>
    public bool CouldNotJudge => Summary is { } summary
        && (summary.IsInconclusive
            || summary.Undetermined > AnomalyScanSummary.MostUndetermined * summary.Conversations);

    /// <summary>The run on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Scan}: {Count(Alerts.Count, "alert")} from {Count(Flows, "flow")} of {Count(Files.Count, "file")}; "
            + $"{Count(Missing.Count, "missing export")}, {Count(Failures.Count, "failure")}; exit code {ExitCode}."));

    private static string Count(long count, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}{(count == 1 ? "" : "s")}");
}
