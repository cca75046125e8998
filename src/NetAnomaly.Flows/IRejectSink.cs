namespace NetAnomaly.Flows;

/// <summary>Where bad rows go.</summary>
public interface IRejectSink
{
    /// <summary>Takes one bad row; called in file order.</summary>
    void Add(RejectedRow row);

    /// <summary>Takes what was done to rows that are not bad; sinks that collect bad rows alone leave it.</summary>
    /// <param name="note">What was done.</param>
    /// <param name="count">To how many; the same note can come several times.</param>
    void Note(FlowReadNote note, long count)
    {
    }
}
