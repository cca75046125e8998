namespace NetAnomaly.Flows;

/// <summary>Flows that travel together, so that handing them on costs next to nothing for each. Immutable.</summary>
/// <param name="Flows">The flows, in the order of their source; at most <see cref="Size"/>.</param>
/// <param name="End">Where the source stands behind them.</param>
internal sealed record FlowBatch(IReadOnlyList<FlowRecord> Flows, SourcePosition End)
{
    /// <summary>Flows in a full batch.</summary>
    public const int Size = 2048;
}
