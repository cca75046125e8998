namespace NetAnomaly.Core.Auditing;

/// <summary>Flows of a data set, counted by part and class.</summary>
internal sealed class AuditTally
{
    private readonly long[] flows = new long[2];
    private readonly long[] anomalous = new long[2];

    /// <summary>Flows of both parts.</summary>
    public long All => flows[0] + flows[1];

    /// <summary>Anomalous flows of both parts.</summary>
    public long AllAnomalous => anomalous[0] + anomalous[1];

    /// <summary>Whether there are two parts to compare.</summary>
    public bool IsSplit => flows[0] > 0 && flows[1] > 0;

    /// <summary>Flows of a part.</summary>
    public long Flows(DatasetPart part) => flows[(int)part];

    /// <summary>Anomalous flows of a part.</summary>
    public long Anomalous(DatasetPart part) => anomalous[(int)part];

    /// <summary>Counts one flow.</summary>
    public void Add(in AuditedFlow flow)
    {
        flows[(int)flow.Part]++;
        if (flow.IsAnomalous) anomalous[(int)flow.Part]++;
    }
}
