using System.Net.Sockets;
using System.Security.Authentication;

namespace NetAnomaly.Operations.Delivery;

/// <summary>Runs a step of a delivery within a time, and says of its failures whether trying again may help.</summary>
internal static class TimeLimit
{
    /// <summary>Runs a step.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="limit">How long it may take.</param>
    /// <param name="step">The step.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DeliveryException">It failed, or took too long.</exception>
    public static async Task RunAsync(
        string name, TimeSpan limit, Func<CancellationToken, Task> step, CancellationToken cancellation)
    {
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timer.CancelAfter(limit);
        try
        {
            await step(timer.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException cause) when (!cancellation.IsCancellationRequested)
        {
            throw new DeliveryException(
                $"{name}: no answer within {limit.TotalSeconds:0.#} s.", canRetry: true, cause);
        }
        catch (AuthenticationException cause)
        {
            throw new DeliveryException($"{name}: {cause.Message}", canRetry: false, cause);
        }
        catch (Exception cause) when (cause is IOException or SocketException)
        {
            throw new DeliveryException($"{name}: {cause.Message}", canRetry: true, cause);
        }
    }
}
