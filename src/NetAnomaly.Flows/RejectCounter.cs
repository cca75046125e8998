namespace NetAnomaly.Flows;

/// <summary>Counts bad rows, keeps the first few, and hands all on.</summary>
/// <param name="next">Where the rows go on to, if anywhere.</param>
/// <param name="keep">How many of the first rows are kept.</param>
internal sealed class RejectCounter(IRejectSink? next = null, int keep = 10) : IRejectSink
{
    private readonly List<RejectedRow> first = [];
    private readonly RejectReasons reasons = new();
    private readonly Dictionary<FlowReadNote, long> notes = [];
    private readonly List<string> formats = [];

    /// <summary>How many rows were rejected.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them, in order.</summary>
    public IReadOnlyList<RejectedRow> First => first;

    /// <summary>How many were rejected for each reason, which names no values.</summary>
    public IReadOnlyDictionary<string, long> Reasons => reasons.Counts;

    /// <summary>What was done to rows that are not bad, and to how many.</summary>
    public IReadOnlyDictionary<FlowReadNote, long> Notes => notes;

    /// <summary>The formats that were read, each once.</summary>
    public IReadOnlyList<string> Formats => formats;

    /// <inheritdoc/>
    public void Recognized(string format)
    {
        if (!formats.Contains(format)) formats.Add(format);
        next?.Recognized(format);
    }

    /// <inheritdoc/>
    public void Add(RejectedRow row)
    {
        Count++;
        reasons.Add(row.Reason);
        if (first.Count < keep) first.Add(row);
        next?.Add(row);
    }

    /// <inheritdoc/>
    public void Note(FlowReadNote note, long count)
    {
        notes[note] = notes.GetValueOrDefault(note) + count;
        next?.Note(note, count);
    }
}
