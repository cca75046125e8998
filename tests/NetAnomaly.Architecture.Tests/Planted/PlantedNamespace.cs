namespace NetAnomaly.Core.Planted;

/// <summary>Lives in a namespace that no layer lists.</summary>
internal static class PlantedNamespace;
