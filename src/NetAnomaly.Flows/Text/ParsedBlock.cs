using System.Runtime.ExceptionServices;

namespace NetAnomaly.Flows.Text;

/// <summary>The flows and bad rows of a block, in the order of its lines.</summary>
internal sealed class ParsedBlock : IRejectSink
{
    private readonly List<(RejectedRow Row, int FlowsBefore)> rejects = [];
    private readonly Dictionary<FlowReadNote, long> notes = [];
    private readonly List<string> formats = [];

    /// <summary>The good flows.</summary>
    public List<FlowRecord> Flows { get; } = [];

    /// <summary>The layout that the block was read with.</summary>
    public object? LayoutBefore { get; private init; }

    /// <summary>The layout for the next block.</summary>
    public object? LayoutAfter { get; private set; }

    /// <summary>What ended the reading within the block, if anything did.</summary>
    public ExceptionDispatchInfo? Fault { get; set; }

    /// <summary>Reads a block.</summary>
    /// <param name="reader">A reader that hands its bad rows to <paramref name="sink"/>.</param>
    /// <param name="sink">Collects the bad rows of this block.</param>
    /// <param name="block">The block.</param>
    /// <param name="layout">What the blocks before have said.</param>
    public static ParsedBlock Read(RowReader reader, BlockRejects sink, LineBlock block, object? layout)
    {
        var parsed = new ParsedBlock { LayoutBefore = layout };
        sink.Target = parsed;
        reader.Layout = layout;
        reader.Load(block);
        try
        {
            while (reader.Next() is { } flow) parsed.Flows.Add(flow);
        }
        catch (Exception exception) when (exception is FlowFileException or OperationCanceledException)
        {
            parsed.Fault = ExceptionDispatchInfo.Capture(exception);
        }

        parsed.LayoutAfter = reader.Layout;
        return parsed;
    }

    /// <inheritdoc/>
    public void Add(RejectedRow row) => rejects.Add((row, Flows.Count));

    /// <inheritdoc/>
    public void Recognized(string format) => formats.Add(format);

    /// <inheritdoc/>
    public void Note(FlowReadNote note, long count) => notes[note] = notes.GetValueOrDefault(note) + count;

    /// <summary>The flows; each bad row goes to its sink when its turn has come.</summary>
    public IEnumerable<FlowRecord> Deliver(IRejectSink sink, CancellationToken ct)
    {
        foreach (var format in formats) sink.Recognized(format);
        var next = 0;
        for (var i = 0; i < Flows.Count; i++)
        {
            while (next < rejects.Count && rejects[next].FlowsBefore <= i) sink.Add(rejects[next++].Row);
            ct.ThrowIfCancellationRequested();
            yield return Flows[i];
        }

        while (next < rejects.Count) sink.Add(rejects[next++].Row);
        foreach (var (note, count) in notes) sink.Note(note, count);
        Fault?.Throw();
    }
}

/// <summary>Hands the bad rows of a reader to the block that it reads.</summary>
internal sealed class BlockRejects : IRejectSink
{
    /// <summary>The block at hand.</summary>
    public IRejectSink? Target { get; set; }

    /// <inheritdoc/>
    public void Add(RejectedRow row) => Target!.Add(row);

    /// <inheritdoc/>
    public void Recognized(string format) => Target!.Recognized(format);

    /// <inheritdoc/>
    public void Note(FlowReadNote note, long count) => Target!.Note(note, count);
}
