namespace NetAnomaly;

/// <summary>What a scan found in one period.</summary>
/// <param name="Start">Its start, UTC.</param>
/// <param name="Conversations">Conversations in it.</param>
/// <param name="Alerts">Those called anomalous.</param>
public sealed record PeriodAlerts(DateTime Start, long Conversations, long Alerts);
