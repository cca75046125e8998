namespace NetAnomaly.Flows;

/// <summary>Where bad rows go.</summary>
internal interface IRejectSink
{
    /// <summary>Takes one bad row; called in file order.</summary>
    void Add(RejectedRow row);

    /// <summary>Takes what was done to rows that are not bad; sinks that collect bad rows alone leave it.</summary>
    /// <param name="note">What was done.</param>
    /// <param name="count">To how many; the same note can come several times.</param>
    void Note(FlowReadNote note, long count)
    {
    }

    /// <summary>Takes the format that a file is read in, before its first row; sinks that collect bad rows alone leave
    /// it.</summary>
    /// <param name="format">Its name.</param>
    void Recognized(string format)
    {
    }
}
