namespace NetAnomaly.Core.Scoring;

/// <summary>What <c>PlantedUpwardReference</c> must not know; it may know that one, downward.</summary>
internal sealed class PlantedTarget
{
    public static object Other => Tokens.PlantedUpwardReference.Make();
}
