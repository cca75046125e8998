namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>What a training on feature vectors leaves.</summary>
/// <param name="Detector">The detector; the caller disposes it.</param>
/// <param name="History">Loss and accuracy per epoch; empty where there are no epochs.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 where there are none.</param>
internal sealed record TrainedVectors(IVectorDetector Detector, IReadOnlyList<TrainingEpoch> History, int BestEpoch);
