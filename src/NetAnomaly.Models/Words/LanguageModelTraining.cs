using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Statistics;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>
/// From conversations to a language model; where some are labelled as attacks, they choose the best epoch and the
/// threshold and are not fitted.
/// </summary>
internal static class LanguageModelTraining
{
    // Lets the loss decide between epochs that rank alike.
    private const double LossShare = 1e-6;

    /// <summary>Trains a network.</summary>
    public static TrainedDetector Train(
        TrainingJob job, LabelledDataset? labels, Vocabulary vocabulary, WordNetwork network, int[] sizes,
        IProgress<TrainingProgress>? progress,
        CancellationToken cancellation)
    {
        var anomalies = labels is null ? [] : Anomalies(job, labels, vocabulary);
        var trainer = new LanguageModelTrainer(job, vocabulary, network, sizes);
        if (anomalies.Length > 0) trainer.Cost = RankingCost;
        var (history, best) = trainer.Run(progress, cancellation);
        var detector = new LanguageModelDetector(job.Spec, vocabulary, network, sizes);
        var (normal, anomalous) = (
            Scores(detector, trainer.Validation, cancellation), Scores(detector, anomalies, cancellation));
        return new TrainedDetector(detector, new CalibrationSet(job.Split.Validation, normal), history, best)
        {
            Threshold = ThresholdChoice.BestF1([.. normal, .. anomalous], Truths(normal, anomalous)),
        };

        double RankingCost(double loss, CancellationToken token)
        {
            var judge = new LanguageModelDetector(job.Spec, vocabulary, network, sizes);
            var (low, high) = (Scores(judge, trainer.Validation, token), Scores(judge, anomalies, token));
            return (LossShare * loss) - RankingMetrics.AveragePrecision([.. low, .. high], Truths(low, high));
        }

        double[] Scores(LanguageModelDetector judge, IReadOnlyList<int[]> conversations, CancellationToken token) =>
            [
                .. judge.Score(conversations, token).Select(
                    surprisals => Aggregation.Score(surprisals, sizes.Length, job.Spec)),
            ];
    }

    private static int[][] Anomalies(TrainingJob job, LabelledDataset labels, Vocabulary vocabulary)
    {
        var map = VocabularyFitting.Map(job.Corpus, vocabulary);
        return
        [
            .. Enumerable.Range(0, job.Corpus.Count).Where(labels.IsAnomalous)
            .Select(conversation => VocabularyFitting.Encode(job.Corpus, map, conversation)),
        ];
    }

    private static bool[] Truths(double[] normal, double[] anomalous) =>
        [.. normal.Select(_ => false), .. anomalous.Select(_ => true)];
}
