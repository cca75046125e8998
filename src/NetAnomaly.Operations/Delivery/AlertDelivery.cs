using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// Brings alerts to a target, with patience: each is tried again by the policy, and what is not delivered stays in the
/// spool, where there is one. A target that has used up all attempts gets one for each alert until it takes one, and is
/// given up after three that failed.
/// </summary>
/// <param name="target">Where to; disposed with this.</param>
/// <param name="policy">How often it is tried.</param>
/// <param name="spool">Where alerts wait; <see langword="null"/> where they do not.</param>
internal sealed class AlertDelivery(IAlertTarget target, RetryPolicy policy, AlertSpool? spool) : IAsyncDisposable
{
    private const int MostFailures = 3;
    private int failuresInARow;
    private DeliveryException? last;

    /// <summary>Where to.</summary>
    public string Target => target.Name;

    /// <summary>How many alerts were delivered.</summary>
    public int Delivered { get; private set; }

    /// <summary>Delivers what waits in the spool for this target.</summary>
    /// <returns>What still waits.</returns>
    /// <exception cref="SpoolException">The spool cannot be read or written.</exception>
    public async Task<IReadOnlyList<DeliveryFailure>> FlushAsync(CancellationToken cancellation)
    {
        var failures = new List<DeliveryFailure>();
        foreach (var waiting in spool?.Read() ?? [])
        {
            if (waiting.Target != target.Name) continue;
            if (await TryAsync(waiting.Document, cancellation).ConfigureAwait(false) is { } failure)
                failures.Add(failure);
        }

        return failures;
    }

    /// <summary>Delivers an alert; it is in the spool before the first attempt.</summary>
    /// <returns>What is wrong; <see langword="null"/> where the target has taken it.</returns>
    /// <exception cref="SpoolException">The spool cannot be written. The alert was not sent.</exception>
    public Task<DeliveryFailure?> SendAsync(AlertDocument document, CancellationToken cancellation)
    {
        spool?.Add(document, target.Name);
        return TryAsync(document, cancellation);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => target.DisposeAsync();

    private async Task<DeliveryFailure?> TryAsync(AlertDocument document, CancellationToken cancellation)
    {
        if (failuresInARow >= MostFailures)
        {
            var given = new DeliveryException(
                $"{target.Name}: given up for now after {MostFailures} alerts in a row that it did not take.",
                canRetry: true, last);
            return new DeliveryFailure(document, target.Name, given, spool is not null);
        }

        try
        {
            var isOnce = failuresInARow > 0;
            await policy.RunAsync(token => target.SendAsync(document, token), isOnce, cancellation)
                .ConfigureAwait(false);
        }
        catch (DeliveryException cause)
        {
            // What is wrong with one alert says nothing of the next.
            if (cause.CanRetry) failuresInARow++;
            last = cause;
            return new DeliveryFailure(document, target.Name, cause, spool is not null);
        }

        failuresInARow = 0;
        Delivered++;
        spool?.Remove(document, target.Name);
        return null;
    }
}
