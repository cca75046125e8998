namespace NetAnomaly.Flows;

/// <summary>Counts bad rows, keeps the first few, and hands all on.</summary>
/// <param name="next">Where the rows go on to, if anywhere.</param>
/// <param name="keep">How many of the first rows are kept.</param>
public sealed class RejectCounter(IRejectSink? next = null, int keep = 10) : IRejectSink
{
    private readonly List<RejectedRow> first = [];

    /// <summary>How many rows were rejected.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them, in order.</summary>
    public IReadOnlyList<RejectedRow> First => first;

    /// <inheritdoc/>
    public void Add(RejectedRow row)
    {
        Count++;
        if (first.Count < keep) first.Add(row);
        next?.Add(row);
    }
}
