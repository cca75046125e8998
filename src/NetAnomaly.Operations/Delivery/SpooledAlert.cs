using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Delivery;

/// <summary>An alert that waits in the spool.</summary>
/// <param name="Target">The name of the target that it is for.</param>
/// <param name="Document">The alert.</param>
internal sealed record SpooledAlert(string Target, AlertDocument Document);
