namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>What a detector says of one row.</summary>
/// <param name="Score">How anomalous it is; higher is more so. Its scale is the detector's own.</param>
/// <param name="Predicted">Class by the nearest references; <see langword="null"/> where the detector knows no
/// classes.</param>
/// <param name="Nearest">Name of the nearest reference; <see langword="null"/> where the detector keeps none.</param>
/// <param name="NearestDistance">Distance to it; NaN where the detector keeps none.</param>
internal readonly record struct VectorVerdict(float Score, string? Predicted, string? Nearest, float NearestDistance);
