namespace NetAnomaly.Operations.Nightly;

/// <summary>From where a run scans. Immutable.</summary>
/// <param name="Behind">
/// Windows that begin behind this are scanned, ticks: all later ones, those that were judged before included.
/// </param>
/// <param name="Snapshot">The window whose memory the scan begins with; <see langword="null"/> for none.</param>
internal sealed record ReplayPlan(long Behind, long? Snapshot);
