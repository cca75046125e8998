namespace NetAnomaly.Core.Scoring;

/// <summary>
/// The one place where verdicts are taken: decides over the conversations of a scan and hands them back in the order in
/// which they came. Those behind one that waits wait too; where only anomalies are wanted, nothing but candidates is
/// held: under a budget no more than it has per period, under a false discovery rate those with a p-value of at most
/// the rate. Not thread-safe.
/// </summary>
/// <typeparam name="T">What stands for a conversation.</typeparam>
internal sealed class AlertSelector<T>
    where T : class
{
    private const int FirstSweep = 1024;
    private readonly AlertPolicyOptions rule;
    private readonly bool anomalyOnly;
    private readonly IAlertPolicy decider;
    private readonly ScanCounters tallies;
    private readonly Queue<(T Item, PendingAlert Pending)> waiting = new();
    private int sweepAt = FirstSweep;

    /// <summary>Verdicts over one scan.</summary>
    /// <param name="rule">What is asked for.</param>
    /// <param name="anomalyOnly">Whether normal conversations are not handed back.</param>
    /// <param name="inOrder">Whether conversations come by time, so that a period of a budget is over when a later one
    /// begins.</param>
    public AlertSelector(AlertPolicyOptions rule, bool anomalyOnly = false, bool inOrder = true)
    {
        (this.rule, this.anomalyOnly, tallies) = (rule, anomalyOnly, new ScanCounters(rule));
        decider = rule switch
        {
            { Budget: { } budget } => new BudgetPolicy(budget, inOrder),
            { FalseDiscoveryRate: { } rate } => new BenjaminiHochbergPolicy(rate),
            _ => new ThresholdPolicy(),
        };
    }

    /// <summary>What was found so far; final after <see cref="Complete"/>.</summary>
    public AnomalyScanSummary Summary => tallies.Summary();

    /// <summary>Conversations that wait for their verdict, or behind one that does.</summary>
    internal int Waiting => waiting.Count;

    /// <summary>Takes a conversation.</summary>
    /// <returns>Those that are decided now, in order; mostly this one, or none.</returns>
    public IReadOnlyList<(T Item, Verdict Verdict)> Add(T item, ScoredItem facts)
    {
        var why = rule.Undetermined(facts);
        var pending = new PendingAlert(facts, tallies.Conversations, why);
        tallies.Add(facts, why);
        if (pending.Verdict is null && rule.IsCandidate(facts)) decider.Add(pending);
        else pending.IsAnomaly = false;
        if (pending.IsAnomaly != false || !anomalyOnly) waiting.Enqueue((item, pending));
        if (anomalyOnly && waiting.Count > sweepAt) DropNormal();
        return Release();
    }

    /// <summary>Decides over all that still waits.</summary>
    public IReadOnlyList<(T Item, Verdict Verdict)> Complete()
    {
        decider.Complete(tallies.Tests);
        return Release();
    }

    // Candidates that lost their place stand between others: from time to time they are swept out, so that what is held
    // stays bounded.
    private void DropNormal()
    {
        var kept = waiting.Where(entry => entry.Pending.IsAnomaly != false).ToArray();
        waiting.Clear();
        foreach (var entry in kept) waiting.Enqueue(entry);
        sweepAt = Math.Max(FirstSweep, 2 * kept.Length);
    }

    private List<(T Item, Verdict Verdict)> Release()
    {
        if (!waiting.TryPeek(out var next) || next.Pending.IsAnomaly is null) return [];
        var released = new List<(T, Verdict)>();
        while (waiting.TryPeek(out var first) && first.Pending.Verdict is { } verdict)
        {
            waiting.Dequeue();
            var isAnomaly = verdict.Judgement == Judgement.Anomalous;
            if (isAnomaly) tallies.AddAlert(first.Pending.Case);
            if (isAnomaly || !anomalyOnly) released.Add((first.Item, verdict));
        }

        return released;
    }
}
