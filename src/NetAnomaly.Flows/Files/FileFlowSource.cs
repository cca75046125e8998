using System.Runtime.CompilerServices;

namespace NetAnomaly.Flows.Files;

/// <summary>The flows of files, one file after another, the next ones read ahead.</summary>
/// <param name="paths">The files.</param>
/// <param name="options">How they are read.</param>
/// <param name="rejects">Where bad rows go.</param>
/// <param name="missing">Told of a file that does not exist or is empty, and the others are read; where it is
/// <see langword="null"/>, that ends the reading as every other fault does.</param>
internal sealed class FileFlowSource(
    IEnumerable<string> paths, FlowReadOptions options, IRejectSink rejects,
    Action<FlowFileException>? missing = null) : IFlowSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        string[] wanted = [.. paths.Where(path => !FlowFile.CanSkip(path, options))];
        using var ahead = new FlowReadAhead(options, cancellation);
        for (var i = 0; i < wanted.Length; i++)
        {
            // One file alone is read where it is asked for: nothing is gained by a second thread.
            var next = wanted.Length > 1 ? Math.Min(FlowReadAhead.Window + 1, wanted.Length - i) : 0;
            foreach (var path in wanted.AsSpan(i, next)) ahead.Start(path);
            var offset = 0L;
            foreach (var chunk in Present(ahead.Read(wanted[i], rejects)).Chunk(FlowBatch.Size))
            {
                offset += chunk.Length;
                yield return new FlowBatch(chunk, new SourcePosition(wanted[i], offset));
            }
        }

        // The readers are synchronous: callers run them on a thread of their own.
        await Task.CompletedTask.ConfigureAwait(false);
    }

    // The flows of a file; none, where it is missing and that may be.
    private IEnumerable<FlowRecord> Present(IEnumerable<FlowRecord> file)
    {
        using var flows = file.GetEnumerator();
        while (Next(flows)) yield return flows.Current;
    }

    private bool Next(IEnumerator<FlowRecord> flows)
    {
        try
        {
            return flows.MoveNext();
        }
        catch (FlowFileException cause) when (
            missing is not null && cause.Fault is (FlowFileFault.NotFound or FlowFileFault.Empty))
        {
            missing(cause);
            return false;
        }
    }
}
