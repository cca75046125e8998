using System.Runtime.CompilerServices;

namespace NetAnomaly.Flows.Files;

/// <summary>The flows of files, one file after another.</summary>
/// <param name="paths">The files.</param>
/// <param name="options">How they are read.</param>
/// <param name="rejects">Where bad rows go.</param>
/// <param name="isWanted">Which flows are given; <see langword="null"/> for all.</param>
public sealed class FileFlowSource(
    IEnumerable<string> paths, FlowReadOptions options, IRejectSink rejects,
    Func<FlowRecord, bool>? isWanted = null) : IFlowSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var path in paths)
        {
            var offset = 0L;
            foreach (var chunk in FlowFile.Read(path, options, rejects, cancellation).Chunk(FlowBatch.Size))
            {
                offset += chunk.Length;
                yield return new FlowBatch(
                    isWanted is null ? chunk : [.. chunk.Where(isWanted)], new SourcePosition(path, offset));
            }
        }

        // The readers are synchronous: callers run them on a thread of their own.
        await Task.CompletedTask.ConfigureAwait(false);
    }
}
