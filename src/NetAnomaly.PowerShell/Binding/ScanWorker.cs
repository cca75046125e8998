using System.Collections.Concurrent;
using NetAnomaly.Core.Services;

namespace NetAnomaly.PowerShell.Binding;

/// <summary>
/// Runs a scan on a thread of its own, so that grouping and scoring go on while the pipeline's thread, the only one
/// that may write, hands over the next flows. Work is done in the order in which it was posted; no more than a few
/// pieces wait.
/// </summary>
internal sealed class ScanWorker : IDisposable
{
    private const int MostWaiting = 4;

    private readonly BlockingCollection<Func<ScanSession, CancellationToken, IReadOnlyList<WindowReport>>> posted =
        new(MostWaiting);
    private readonly ConcurrentQueue<WindowReport> reports = new();
    private readonly CancellationTokenSource stop;
    private readonly CancellationToken stopped;
    private readonly Task thread;

    /// <summary>A worker that waits for work.</summary>
    /// <param name="session">The scan; it is the worker's until it is disposed.</param>
    /// <param name="cancellation">Stops it.</param>
    public ScanWorker(ScanSession session, CancellationToken cancellation)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        stopped = stop.Token;
        thread = Task.Factory.StartNew(
            () => Run(session), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Posts work; waits while too much waits already.</summary>
    /// <exception cref="OperationCanceledException">The cmdlet was stopped.</exception>
    public void Post(Func<ScanSession, CancellationToken, IReadOnlyList<WindowReport>> work)
    {
        while (!posted.TryAdd(work, millisecondsTimeout: 100, stopped)) ThrowIfFailed();
        ThrowIfFailed();
    }

    /// <summary>Waits until all that was posted is done.</summary>
    /// <exception cref="OperationCanceledException">The cmdlet was stopped.</exception>
    public void Wait()
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Post((_, _) =>
        {
            done.SetResult();
            return [];
        });
        Task.WaitAny([done.Task, thread], stopped);
        ThrowIfFailed();
    }

    /// <summary>The reports so far, each once.</summary>
    public IEnumerable<WindowReport> Take()
    {
        while (reports.TryDequeue(out var report)) yield return report;
    }

    /// <summary>Stops the work and waits for its end: what it uses may be disposed then.</summary>
    public void Dispose()
    {
        stop.Cancel();
        Task.WaitAny([thread], CancellationToken.None);
        posted.Dispose();
        stop.Dispose();
    }

    private void Run(ScanSession session)
    {
        foreach (var work in posted.GetConsumingEnumerable(stopped))
        {
            foreach (var report in work(session, stopped)) reports.Enqueue(report);
        }
    }

    private void ThrowIfFailed()
    {
        if (thread.IsCompleted) thread.GetAwaiter().GetResult();
    }
}
