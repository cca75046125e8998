using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.Engines;

/// <summary>What was chosen.</summary>
/// <param name="Registry">Makes detectors on it.</param>
/// <param name="Reason">What it is and why, for people.</param>
internal sealed record EngineSelection(DetectorRegistry Registry, string Reason);
