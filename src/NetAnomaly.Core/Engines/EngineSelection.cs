using NetAnomaly.Core.Detectors;

namespace NetAnomaly.Core.Engines;

/// <summary>What was chosen.</summary>
/// <param name="Catalog">Makes detectors on it.</param>
/// <param name="Reason">What it is and why, for people.</param>
public sealed record EngineSelection(DetectorCatalog Catalog, string Reason);
