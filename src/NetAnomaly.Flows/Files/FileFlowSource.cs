using System.Runtime.CompilerServices;

namespace NetAnomaly.Flows.Files;

/// <summary>The flows of files, one file after another, the next ones read ahead.</summary>
/// <param name="paths">The files.</param>
/// <param name="options">How they are read.</param>
/// <param name="rejects">Where bad rows go.</param>
public sealed class FileFlowSource(
    IEnumerable<string> paths, FlowReadOptions options, IRejectSink rejects) : IFlowSource
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
            foreach (var chunk in ahead.Read(wanted[i], rejects).Chunk(FlowBatch.Size))
            {
                offset += chunk.Length;
                yield return new FlowBatch(chunk, new SourcePosition(wanted[i], offset));
            }
        }

        // The readers are synchronous: callers run them on a thread of their own.
        await Task.CompletedTask.ConfigureAwait(false);
    }
}
