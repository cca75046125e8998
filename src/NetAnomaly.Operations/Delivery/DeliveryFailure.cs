using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>An alert that a target has not taken.</summary>
/// <param name="Document">The alert.</param>
/// <param name="Target">The target's name.</param>
/// <param name="Cause">Why.</param>
/// <param name="IsSpooled">Whether it waits in a spool.</param>
internal sealed record DeliveryFailure(AlertDocument Document, string Target, DeliveryException Cause, bool IsSpooled);
