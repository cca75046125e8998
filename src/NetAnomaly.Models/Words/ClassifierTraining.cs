using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>From labelled conversations to a classifier with a threshold.</summary>
internal static class ClassifierTraining
{
    // Normal and anomalous are as likely: where the labels kept from fitting do not say otherwise.
    private static readonly double EvenOdds = Math.Log(2);

    /// <summary>
    /// Trains a network. The threshold has the best F1 on the conversations kept from fitting, of which the normal ones
    /// calibrate; it is as near to even odds as that allows, as there may be few of them.
    /// </summary>
    public static TrainedDetector Train(
        TrainingJob job, LabelledDataset labels, Vocabulary vocabulary, WordNetwork network, int[] sizes,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var trainer = new ClassifierTrainer(job, labels, vocabulary, network, sizes);
        var (history, best) = trainer.Run(progress, cancellation);
        var detector = new ClassifierDetector(job.Spec, vocabulary, labels.Classes, network, sizes);
        var scores = detector.Score(trainer.Validation, cancellation)
            .Select(score => Aggregation.Score(score, job.Spec)).ToArray();
        var truths = job.Split.Validation.Select(labels.IsAnomalous).ToArray();
        var normal = new CalibrationSet(job.Split.Validation, scores)
            .Where(conversation => !labels.IsAnomalous(conversation));
        return new TrainedDetector(detector, normal, history, best)
        {
            Threshold = ThresholdChoice.BestF1(scores, truths, EvenOdds),
        };
    }
}
