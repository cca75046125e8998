namespace NetAnomaly.Core.Services;

/// <summary>How far a scan has come.</summary>
/// <param name="Flows">Flows taken.</param>
/// <param name="Source">What they came from last.</param>
internal readonly record struct ScanProgress(long Flows, string Source);
