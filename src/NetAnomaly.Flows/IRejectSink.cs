namespace NetAnomaly.Flows;

/// <summary>Where bad rows go.</summary>
public interface IRejectSink
{
    /// <summary>Takes one bad row; called in file order.</summary>
    void Add(RejectedRow row);
}
