namespace NetAnomaly.Core.Auditing;

/// <summary>A flow as the checks see it.</summary>
/// <param name="Flow">The flow.</param>
/// <param name="Part">Its part of the data set.</param>
/// <param name="IsAnomalous">Whether its label means an anomaly.</param>
/// <param name="Window">The number of its window of time; <see langword="null"/> where the flow has no time.</param>
internal readonly record struct AuditedFlow(FlowRecord Flow, DatasetPart Part, bool IsAnomalous, long? Window);
