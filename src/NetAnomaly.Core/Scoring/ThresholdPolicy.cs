namespace NetAnomaly.Core.Scoring;

/// <summary>Every candidate is anomalous.</summary>
internal sealed class ThresholdPolicy : IAlertPolicy
{
    /// <inheritdoc/>
    public void Add(PendingAlert candidate) => candidate.IsAnomaly = true;

    /// <inheritdoc/>
    public void Complete(long tests)
    {
    }
}
