using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Files;

/// <summary>
/// Reads files ahead on other threads, while the flows of those before are worked on. The flows of each file come in
/// its order; what is read ahead is bounded.
/// </summary>
/// <param name="options">How files are read.</param>
/// <param name="ct">Stops all reading.</param>
internal sealed class FlowReadAhead(FlowReadOptions options, CancellationToken ct = default) : IDisposable
{
    private const int BatchesAhead = 4;

    private readonly CancellationTokenSource stopping = CancellationTokenSource.CreateLinkedTokenSource(ct);
    private readonly Dictionary<string, Ahead> started = new(StringComparer.Ordinal);

    /// <summary>How many files are worth being read ahead on this machine.</summary>
    public static int Window { get; } = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    /// <summary>Begins to read a file ahead; nothing happens where it was begun already.</summary>
    /// <param name="path">The file, as it will be given to <see cref="Read"/>.</param>
    public void Start(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (started.ContainsKey(path)) return;
        var batches = new BlockingCollection<ParsedBlock>(BatchesAhead);
        var stop = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var reading = Task.Factory.StartNew(
            () => Fill(path, batches, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        started[path] = new Ahead(batches, stop, reading);
    }

    /// <summary>
    /// The flows of a file, as <see cref="FlowFile.Read"/> gives them; those that were read ahead, where
    /// <see cref="Start"/> was called.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="rejects">Takes the bad rows, on the caller's thread.</param>
    /// <exception cref="FlowFileException">While enumerating: the file cannot be read, or not to its end.</exception>
    public IEnumerable<FlowRecord> Read(string path, IRejectSink rejects) =>
        started.Remove(path, out var ahead) ? Take(ahead, rejects) : FlowFile.Read(path, options, rejects, ct);

    /// <summary>Stops what is read ahead, and closes its files.</summary>
    public void Dispose()
    {
        stopping.Cancel();
        foreach (var ahead in started.Values) End(ahead);
        started.Clear();
        stopping.Dispose();
    }

    private IEnumerable<FlowRecord> Take(Ahead ahead, IRejectSink rejects)
    {
        try
        {
            foreach (var batch in ahead.Batches.GetConsumingEnumerable(ct))
            {
                foreach (var flow in batch.Deliver(rejects, ct)) yield return flow;
            }
        }
        finally
        {
            End(ahead);
        }
    }

    private void Fill(string path, BlockingCollection<ParsedBlock> batches, CancellationToken stop)
    {
        var sink = new BlockRejects();
        var batch = new ParsedBlock();
        sink.Target = batch;
        try
        {
            foreach (var flow in FlowFile.Read(path, options, sink, stop))
            {
                batch.Flows.Add(flow);
                if (batch.Flows.Count < FlowBatch.Size) continue;
                batches.Add(batch, stop);
                sink.Target = batch = new ParsedBlock();
            }

            batches.Add(batch, stop);
        }
        catch (Exception exception) when (exception is FlowFileException or ArgumentException)
        {
            batch.Fault = ExceptionDispatchInfo.Capture(exception);
            TryAdd(batches, batch, stop);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for more.
        }
        finally
        {
            batches.CompleteAdding();
        }
    }

    private static void TryAdd(BlockingCollection<ParsedBlock> batches, ParsedBlock batch, CancellationToken stop)
    {
        try
        {
            batches.Add(batch, stop);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for it.
        }
    }

    private static void End(Ahead ahead)
    {
        ahead.Stop.Cancel();
        ahead.Reading.Wait();
        ahead.Batches.Dispose();
        ahead.Stop.Dispose();
    }

    private sealed record Ahead(BlockingCollection<ParsedBlock> Batches, CancellationTokenSource Stop, Task Reading);
}
