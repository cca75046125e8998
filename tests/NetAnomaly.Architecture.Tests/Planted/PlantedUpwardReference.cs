using NetAnomaly.Core.Scoring;

namespace NetAnomaly.Core.Tokens;

/// <summary>
/// Breaks the order, so that the test can be seen to find it. The only reference is in the code of a method.
/// </summary>
internal static class PlantedUpwardReference
{
    public static object Make() => new List<PlantedTarget>();
}
