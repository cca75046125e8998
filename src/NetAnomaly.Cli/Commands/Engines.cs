using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Engines;

namespace NetAnomaly.Cli.Commands;

/// <summary>The engines that the console host has.</summary>
internal static class Engines
{
    public static DetectorCatalog Catalog { get; } = new([.. CoreDetectors.Providers, .. EmbeddedEngine.Providers]);
}
