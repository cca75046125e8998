using NetAnomaly.Flows;
using NetAnomaly.Flows.Files;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>
/// Reads one file window by window: as far as a window's last row, and keeps what belongs to later ones. Opened when
/// its first window is asked for. Not thread-safe.
/// </summary>
internal sealed class FileCursor(StoredFile file, FlowReadOptions options, long window, CancellationToken cancellation)
    : IDisposable
{
    private readonly Dictionary<long, List<FlowRecord>> waiting = [];
    private IEnumerator<FlowRecord>? flows;
    private long from = long.MinValue;

    /// <summary>The flows of a window; windows must be asked for in order.</summary>
    /// <exception cref="ChangedFileException">The file has not the flows that it had.</exception>
    public IReadOnlyList<FlowRecord> Take(long start)
    {
        if (!file.Windows.TryGetValue(start, out var count)) return [];
        from = start;
        var own = waiting.Remove(start, out var kept) ? kept : [];
        while (own.Count < count) Read(start, own);
        if (start == file.Last) Close();
        return own;
    }

    /// <inheritdoc/>
    public void Dispose() => flows?.Dispose();

    private void Read(long start, List<FlowRecord> own)
    {
        if (flows is null)
        {
            if (!FileIndexer.IsUnchanged(file)) throw new ChangedFileException(file.Path);
            flows = FlowFile.Read(file.Path, options, new RejectCounter(keep: 0), cancellation).GetEnumerator();
        }

        try
        {
            if (!flows.MoveNext()) throw new ChangedFileException(file.Path);
        }
        catch (FlowFileException)
        {
            // Where it breaks off it has broken off before, behind the last flow that was counted.
            throw new ChangedFileException(file.Path);
        }

        var flow = flows.Current;
        var place = FileIndexer.WindowOf(flow.Start.Ticks, window);
        if (place == start) own.Add(flow);
        else if (place > from && file.Windows.ContainsKey(place)) Later(place).Add(flow);
    }

    private List<FlowRecord> Later(long start)
    {
        if (!waiting.TryGetValue(start, out var flowsOfIt)) waiting.Add(start, flowsOfIt = []);
        return flowsOfIt;
    }

    private void Close()
    {
        flows?.Dispose();
        if (!FileIndexer.IsUnchanged(file)) throw new ChangedFileException(file.Path);
    }
}
