using NetAnomaly.Core.Detection.Vectors;
using NetAnomaly.Core.Detection.Vectors.Forest;
using NetAnomaly.Core.Detection.Vectors.Neighbors;

namespace NetAnomaly.Core.Detection;

/// <summary>The detectors that need no engine.</summary>
public static class CoreDetectors
{
    /// <summary>What stands where an engine's name would.</summary>
    public const string Engine = "Core";

    /// <summary>Their providers.</summary>
    public static IReadOnlyList<IDetectorProvider> Providers { get; } =
        [new TokenFrequencyProvider(), new VectorProvider(new NearestNeighborProvider()), new VectorProvider(new IsolationForestProvider())];
}
