namespace NetAnomaly.Core.Detection;

/// <summary>What a training leaves.</summary>
/// <param name="Detector">The detector; the caller disposes it.</param>
/// <param name="CalibrationScores">Scores of conversations as if training had not seen them: what calibration rests on.</param>
/// <param name="History">Loss and accuracy per epoch; empty where there are no epochs.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 where there are none.</param>
public sealed record TrainedDetector(IDetector Detector, double[] CalibrationScores, IReadOnlyList<TrainingEpoch> History, int BestEpoch)
{
    /// <summary>The score from which conversations are called anomalous where users ask for nothing else, chosen with labels; <see langword="null"/> where there were none.</summary>
    public double? Threshold { get; init; }
}
