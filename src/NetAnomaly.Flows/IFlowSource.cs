namespace NetAnomaly.Flows;

/// <summary>Where flows come from.</summary>
internal interface IFlowSource
{
    /// <summary>The flows in batches, as fast as they are asked for.</summary>
    /// <exception cref="FlowFileException">A file cannot be opened or is broken off; the flows before it have been
    /// given.</exception>
    IAsyncEnumerable<FlowBatch> ReadAsync(CancellationToken cancellation);
}
