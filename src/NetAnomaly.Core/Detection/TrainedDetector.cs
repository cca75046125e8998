namespace NetAnomaly.Core.Detection;

/// <summary>What a training leaves.</summary>
/// <param name="Detector">The detector; the caller disposes it.</param>
/// <param name="CalibrationScores">Scores of conversations as if training had not seen them, in the order of the corpus: of all, of all that were kept from fitting, or of the normal ones among these.</param>
/// <param name="History">Loss and accuracy per epoch; empty where there are no epochs.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 where there are none.</param>
public sealed record TrainedDetector(IDetector Detector, double[] CalibrationScores, IReadOnlyList<TrainingEpoch> History, int BestEpoch)
{
    /// <summary>The conversations of <see cref="CalibrationScores"/>, where they are others than named there.</summary>
    public IReadOnlyList<int>? CalibrationConversations { get; init; }

    /// <summary>The score from which conversations are called anomalous where users ask for nothing else, chosen with labels; <see langword="null"/> where there were none.</summary>
    public double? Threshold { get; init; }
}
