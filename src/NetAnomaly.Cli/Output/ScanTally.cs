namespace NetAnomaly.Cli.Output;

/// <summary>What is left of a scan: counts, and the strangest anomalies.</summary>
internal sealed class ScanTally(int top)
{
    private readonly PriorityQueue<AnomalyResult, double> strangest = new();

    public long Conversations { get; private set; }

    public long Anomalies { get; private set; }

    /// <summary>The strangest anomalies, strangest first.</summary>
    public IEnumerable<AnomalyResult> Strangest =>
        strangest.UnorderedItems.Select(item => item.Element).OrderByDescending(result => result.Score);

    public void Add(AnomalyResult result)
    {
        Conversations++;
        if (!result.IsAnomaly) return;
        Anomalies++;
        strangest.Enqueue(result, result.Score);
        if (strangest.Count > top) strangest.Dequeue();
    }
}
