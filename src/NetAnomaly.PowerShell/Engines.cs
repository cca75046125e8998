using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Engines;

namespace NetAnomaly.PowerShell;

/// <summary>The engines that cmdlets can use. Nothing of an engine is loaded before a model asks for it.</summary>
internal static class Engines
{
    /// <summary>Every provider of detectors, asked in order.</summary>
    public static DetectorCatalog Catalog { get; } = new([.. CoreDetectors.Providers, new EmbeddedEngine()]);
}
