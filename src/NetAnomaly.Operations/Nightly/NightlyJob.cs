using NetAnomaly.Core.Services;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// A nightly scan from its lock to its end: one at a time on a state file. Immutable.
/// </summary>
/// <param name="StatePath">The state file.</param>
/// <param name="Scan">The name of the scan.</param>
/// <param name="Options">What is asked of it.</param>
internal sealed record NightlyJob(string StatePath, string Scan, NightlyOptions Options)
{
    /// <summary>How long to wait for another scan that has the state.</summary>
    public TimeSpan Wait { get; init; }

    /// <summary>To whom alerts are told.</summary>
    public IReadOnlyList<AlertDestination> Destinations { get; init; } = [];

    /// <summary>The files that a run would scan; nothing is changed or made.</summary>
    /// <exception cref="StateException">The state cannot be used.</exception>
    public IReadOnlyList<string> Preview()
    {
        if (!File.Exists(StatePath)) return Options.Files;
        using var store = StateStore.OpenExisting(StatePath);
        return new NightlyScan(store, Scan, Options).Preview();
    }

    /// <summary>Runs.</summary>
    /// <param name="progress">Told after every window; may be <see langword="null"/>.</param>
    /// <param name="cancellation">Ends it; then the scan has changed nothing.</param>
    /// <exception cref="StateException">The state cannot be used.</exception>
    /// <exception cref="Delivery.DeliveryException">A destination makes no sense; nothing was scanned.</exception>
    /// <exception cref="OperationCanceledException">
    /// It was ended. What was committed is kept, and what was not delivered waits for the next run.
    /// </exception>
    public async Task<AnomalyScanRun> RunAsync(IProgress<ScanProgress>? progress, CancellationToken cancellation)
    {
        using var turn = StateLock.Take(StatePath, Wait, cancellation);
        using var store = StateStore.Open(StatePath, Scan, Options.Model.Spec.Window);
        var options = Options with { Targets = AlertOutbox.Names(Destinations) };
        var run = await new NightlyScan(store, Scan, options, progress).RunAsync(cancellation).ConfigureAwait(false);
        var (delivered, waiting, failures) = await new AlertOutbox(store, Destinations, options.Clock)
            .DeliverAsync(cancellation).ConfigureAwait(false);
        return run with
        {
            Delivered = delivered, Undelivered = waiting, Failures = [.. run.Failures, .. failures],
        };
    }
}
