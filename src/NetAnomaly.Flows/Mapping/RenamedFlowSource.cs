using System.Runtime.CompilerServices;

namespace NetAnomaly.Flows.Mapping;

/// <summary>A source whose flows are renamed.</summary>
/// <param name="source">Where they come from.</param>
/// <param name="renamer">Renames them.</param>
internal sealed class RenamedFlowSource(IFlowSource source, HostRenamer renamer) : IFlowSource
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<FlowBatch> ReadAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var batch in source.ReadAsync(cancellation).ConfigureAwait(false))
            yield return batch with { Flows = [.. batch.Flows.Select(renamer.Rename)] };
    }
}
