using NetAnomaly.Core.Detection;

namespace NetAnomaly.Core.Detectors;

/// <summary>The detectors that need no engine.</summary>
internal static class CoreDetectors
{
    /// <summary>What makes them.</summary>
    public static IReadOnlyList<IDetectorFactory> Providers { get; } = Of(DetectorKinds.Standard);

    /// <summary>What makes those of some kinds that need no engine.</summary>
    public static IReadOnlyList<IDetectorFactory> Of(DetectorKinds kinds) =>
        [.. kinds.All.Select(kind => kind.Factory).OfType<IDetectorFactory>()];
}
