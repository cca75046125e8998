namespace NetAnomaly.Core.Detection;

/// <summary>What a training leaves.</summary>
/// <param name="Detector">The detector; the caller disposes it.</param>
/// <param name="Calibration">Scores of conversations as if training had not seen them.</param>
/// <param name="History">Loss and accuracy per epoch; empty where there are no epochs.</param>
/// <param name="BestEpoch">The epoch that was kept; 0 where there are none.</param>
internal sealed record TrainedDetector(
    IDetector Detector, CalibrationSet Calibration, IReadOnlyList<TrainingEpoch> History, int BestEpoch)
{
    /// <summary>
    /// The score from which conversations are called anomalous where users ask for nothing else, chosen with labels;
    /// <see langword="null"/> where there were none.
    /// </summary>
    public double? Threshold { get; init; }

    /// <summary>
    /// The scores of more conversations than are calibrated on, as if training had not seen them, to compare them with
    /// each other; <see langword="null"/> where they are those of <see cref="Calibration"/>.
    /// </summary>
    public CalibrationSet? Unseen { get; init; }

    /// <summary>Conversations that training chose to forget, by their numbers in the corpus.</summary>
    public IReadOnlyList<int> Forgotten { get; init; } = [];
}
