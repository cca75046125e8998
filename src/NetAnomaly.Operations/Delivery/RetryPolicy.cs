namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// How often and when a delivery is tried again: the waits double, each is shortened by a random part so that many
/// senders do not come back together, and a receiver's own wish is kept.
/// </summary>
/// <param name="maxAttempts">How often it is tried at most.</param>
/// <param name="limit">How long after the first attempt another may begin.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Shortens the waits.</param>
internal sealed class RetryPolicy(int maxAttempts, TimeSpan limit, TimeProvider? time = null, Random? random = null)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private readonly TimeProvider time = time ?? TimeProvider.System;
    private readonly Random random = random ?? Random.Shared;

    /// <summary>Runs a delivery until it succeeds, or trying again does not help any more.</summary>
    /// <param name="send">The delivery.</param>
    /// <param name="isOnce">Whether it is tried once only.</param>
    /// <param name="cancellation">Stops it, and the waiting.</param>
    /// <exception cref="DeliveryException">It did not succeed.</exception>
    public async Task RunAsync(Func<CancellationToken, Task> send, bool isOnce, CancellationToken cancellation)
    {
        var start = time.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            TimeSpan wait;
            try
            {
                await send(cancellation).ConfigureAwait(false);
                return;
            }
            catch (DeliveryException cause) when (cause.CanRetry && !isOnce && attempt < maxAttempts)
            {
                wait = Wait(attempt, cause.RetryAfter);
                if (time.GetElapsedTime(start) + wait > limit) throw;
            }

            await Task.Delay(wait, time, cancellation).ConfigureAwait(false);
        }
    }

    private TimeSpan Wait(int attempt, TimeSpan? asked)
    {
        var full = First * Math.Pow(2, Math.Min(attempt - 1, 16));
        if (full > Longest) full = Longest;
        var part = (full / 2) + (full / 2 * random.NextDouble());
        return asked is { } wish ? wish + (part / 2) : part;
    }
}
