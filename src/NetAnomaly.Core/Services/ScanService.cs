using System.Runtime.CompilerServices;
using System.Threading.Channels;
using NetAnomaly.Flows;

namespace NetAnomaly.Core.Services;

/// <summary>
/// Runs scans from a source of flows: reading, scoring and what the caller does with reports each on its own time.
/// Between them lie bounded channels, so that a slow stage slows down those before it and memory stays bounded.
/// </summary>
internal static class ScanService
{
    // What is read ahead, and what has been decided and not been taken.
    private const int BatchesAhead = 4;
    private const int ReportsAhead = 1;

    /// <summary>Scans all that a source gives.</summary>
    /// <param name="session">The scan; it is this run's until the last report.</param>
    /// <param name="source">The flows.</param>
    /// <param name="progress">Told after every batch; may be called on any thread.</param>
    /// <param name="cancellation">Stops reading and scoring; reports given before stand.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static async IAsyncEnumerable<WindowReport> RunAsync(
        ScanSession session, IFlowSource source, IProgress<ScanProgress>? progress,
        [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var batches = Channel.CreateBounded<FlowBatch>(
            new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
        var reports = Channel.CreateBounded<IReadOnlyList<WindowReport>>(
            new BoundedChannelOptions(ReportsAhead) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(source, batches.Writer, stop.Token), CancellationToken.None);
        var scoring = Task.Run(
            () => ScoreAsync(session, batches.Reader, reports.Writer, progress, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var some in reports.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                foreach (var report in some) yield return report;
            }
        }
        finally
        {
            // The caller may have stopped taking reports: nothing outlives the run.
            await stop.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(reading, scoring).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private static async Task ReadAsync(
        IFlowSource source, ChannelWriter<FlowBatch> batches, CancellationToken cancellation)
    {
        try
        {
            await foreach (
                var batch in source.ReadAsync(cancellation).ConfigureAwait(false)) await batches.WriteAsync(batch,
                cancellation).ConfigureAwait(false);
            batches.Complete();
        }
        catch (Exception cause)
        {
            batches.Complete(cause);
        }
    }

    // An error of the source comes out here behind the batches before it, and reaches the caller behind their reports.
    private static async Task ScoreAsync(
        ScanSession session, ChannelReader<FlowBatch> batches, ChannelWriter<IReadOnlyList<WindowReport>> reports,
        IProgress<ScanProgress>? progress,
        CancellationToken cancellation)
    {
        try
        {
            var flows = 0L;
            await foreach (var batch in batches.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                await WriteAsync(session.Add(batch.Flows, cancellation)).ConfigureAwait(false);
                flows += batch.Flows.Count;
                progress?.Report(new ScanProgress(flows, batch.End.Source));
            }

            await WriteAsync(session.Complete(cancellation)).ConfigureAwait(false);
            reports.Complete();
        }
        catch (Exception cause)
        {
            reports.Complete(cause);
        }

        async ValueTask WriteAsync(IReadOnlyList<WindowReport> some)
        {
            if (some.Count > 0) await reports.WriteAsync(some, cancellation).ConfigureAwait(false);
        }
    }
}
