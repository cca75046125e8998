using System.Globalization;
using NetAnomaly.Operations.Alerts;
using NetAnomaly.Operations.Delivery;
using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Nightly;

/// <summary>
/// Delivers the alerts that are in the state and were not delivered, oldest first: of this run and of those before. The
/// state is the spool. What a target has taken is noted at once, alert by alert: where a run is ended between the two,
/// the alert comes a second time, with the same id and version.
/// </summary>
/// <param name="store">The state.</param>
/// <param name="destinations">To whom.</param>
/// <param name="clock">The clock.</param>
internal sealed class AlertOutbox(StateStore store, IReadOnlyList<AlertDestination> destinations, TimeProvider clock)
{
    /// <summary>The names of the targets, as the state keeps them.</summary>
    /// <exception cref="DeliveryException">One of them makes no sense.</exception>
    public static IReadOnlyList<string> Names(IReadOnlyList<AlertDestination> destinations)
    {
        var names = new List<string>();
        foreach (var destination in destinations)
        {
            var target = AlertTargets.Create(destination.Target);
            names.Add(target.Name);
            target.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }

        return names;
    }

    /// <summary>Delivers.</summary>
    /// <param name="cancellation">Stops it; what was not delivered waits for the next run.</param>
    /// <returns>How many were, how many wait, and why, a sentence for each target.</returns>
    public async Task<(int Delivered, int Waiting, IReadOnlyList<string> Failures)> DeliverAsync(
        CancellationToken cancellation)
    {
        var (delivered, waiting, failures) = (0, 0, new List<string>());
        foreach (var destination in destinations)
        {
            await using var delivery = new AlertDelivery(
                AlertTargets.Create(destination.Target), destination.Retries, spool: null);
            var (own, reason) = (0, "");
            foreach (var alert in store.Undelivered(delivery.Target))
            {
                var document = AlertDocument.Of(alert, destination.Format);
                var failure = await delivery.SendAsync(document, cancellation).ConfigureAwait(false);
                store.Note(
                    delivery.Target, alert, failure is null ? clock.GetUtcNow().UtcDateTime : null,
                    failure?.Cause.Message);
                if (failure is null) continue;
                own++;
                if (reason.Length == 0) reason = failure.Cause.Message;
            }

            delivered += delivery.Delivered;
            waiting += own;
            if (own > 0)
                failures.Add(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{own:N0} {(own == 1 ? "alert waits" : "alerts wait")} for the next run: {reason}"));
        }

        return (delivered, waiting, failures);
    }
}
