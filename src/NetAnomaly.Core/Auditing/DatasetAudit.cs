using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Core.Auditing;

/// <summary>
/// Looks in a labelled data set for what makes figures too good: duplicates, time and conversations that training and
/// test share, columns, hosts and times that give the label away, labels that do not cover the period. Streams; memory
/// is bounded (at most a million keys of each kind; beyond them counts are estimates and say so). Not thread-safe.
/// </summary>
/// <remarks>The parts may come in any order. Without training only what a single part shows is looked for.</remarks>
internal sealed class DatasetAudit
{
    private readonly LabelRule rule;
    private readonly long windowTicks;
    private readonly IDatasetCheck[] checks;
    private readonly AuditTally tally = new();

    /// <summary>An audit.</summary>
    /// <param name="rule">Which labels mean an anomaly.</param>
    /// <param name="window">Length of the window of a conversation; windows begin at midnight UTC. One hour where it is
    /// not given.</param>
    /// <exception cref="ArgumentOutOfRangeException">The window is not longer than nothing.</exception>
    public DatasetAudit(LabelRule rule, TimeSpan? window = null)
    {
        this.rule = rule;
        var length = window ?? TimeSpan.FromHours(1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero, nameof(window));
        windowTicks = length.Ticks;
        checks =
        [
            new DuplicateCheck(), new WindowCheck(length), new FeatureCheck(), new HostCheck(), new TimeCheck(length),
            new LabelCheck(),
        ];
    }

    /// <summary>Flows taken.</summary>
    public long Flows => tally.All;

    /// <summary>Takes one flow.</summary>
    public void Add(FlowRecord flow, DatasetPart part)
    {
        var audited = new AuditedFlow(
            flow, part, rule.IsAnomalous(flow.Label), flow.Start > DateTime.UnixEpoch
                ? flow.Start.Ticks / windowTicks
                : null);
        tally.Add(audited);
        foreach (var check in checks) check.Add(audited);
    }

    /// <summary>What was found, the worst first; empty where there was no flow.</summary>
    public IReadOnlyList<DatasetFinding> Findings() =>
        tally.All == 0
            ? []
            : checks.SelectMany(check => check.Findings(tally)).OrderByDescending(finding => finding.Severity)
                .ToArray();
}
