using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Frequency;
using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Core.Detectors;

/// <summary>The detectors that need no engine.</summary>
public static class CoreDetectors
{
    /// <summary>What stands where an engine's name would.</summary>
    public const string Engine = "Core";

    /// <summary>Their providers.</summary>
    public static IReadOnlyList<IDetectorFactory> Providers { get; } =
        [new TokenFrequencyFactory(), new VectorFactory(new NearestNeighborFactory()), new VectorFactory(new IsolationForestFactory())];
}
