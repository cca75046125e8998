using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>
/// Where alerts are sent. One call at a time; disposing closes connections after what was sent has left.
/// </summary>
internal interface IAlertTarget : IAsyncDisposable
{
    /// <summary>A name that is the same in every run and tells no secret.</summary>
    string Name { get; }

    /// <summary>Sends an alert, once.</summary>
    /// <param name="document">The alert.</param>
    /// <param name="cancellation">Stops the sending.</param>
    /// <exception cref="DeliveryException">It was not delivered, as far as is known.</exception>
    Task SendAsync(AlertDocument document, CancellationToken cancellation);
}
