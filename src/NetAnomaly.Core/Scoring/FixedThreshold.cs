namespace NetAnomaly.Core.Scoring;

/// <summary>Every candidate is anomalous.</summary>
internal sealed class FixedThreshold : IVerdictDecider
{
    /// <inheritdoc/>
    public void Add(PendingVerdict candidate) => candidate.IsAnomaly = true;

    /// <inheritdoc/>
    public void Complete(long tests)
    {
    }
}
