using NetAnomaly.Core.Metrics;

namespace NetAnomaly.Core.Scoring;

/// <summary>
/// Chooses, on labelled scores, the score from which conversations are called anomalous. The threshold lies in the middle between the least score
/// that is called anomalous and the next one below it, so that it does not cling to a single conversation; ties are never cut. Of equally good
/// thresholds the highest is taken.
/// </summary>
public static class ThresholdChoice
{
    /// <summary>The threshold with the best F1.</summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="truths">Whether each is anomalous, as many.</param>
    /// <returns>The threshold; <see langword="null"/> where one of the classes is missing.</returns>
    public static double? BestF1(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths) =>
        Best(scores, truths, (hits, alerts, positives, _) => 2.0 * hits / (alerts + positives));

    /// <summary>The threshold with the most right verdicts; above all scores where it is best to call none anomalous.</summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="truths">Whether each is anomalous, as many.</param>
    /// <returns>The threshold; <see langword="null"/> where one of the classes is missing.</returns>
    public static double? BestAccuracy(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths) =>
        Best(scores, truths, (hits, alerts, positives, all) => (double)(hits + (all - positives - (alerts - hits))) / all);

    /// <summary>The threshold with the largest mean of the shares of anomalous and of normal ones that are told right (balanced accuracy), however rare either is.</summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="truths">Whether each is anomalous, as many.</param>
    /// <returns>The threshold; <see langword="null"/> where one of the classes is missing.</returns>
    public static double? BestBalanced(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths) =>
        Best(scores, truths, (hits, alerts, positives, all) => ((double)hits / positives) - ((double)(alerts - hits) / (all - positives)));

    private static double? Best(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths, Func<long, long, long, long, double> quality)
    {
        var ties = ScoreTies.Of(scores, truths).Where(tie => double.IsFinite(tie.Score)).ToArray();
        var positives = ties.Sum(tie => tie.Positives);
        var all = positives + ties.Sum(tie => tie.Negatives);
        if (positives == 0 || positives == all) return null;
        long hits = 0, alerts = 0;
        var (best, threshold) = (quality(0, 0, positives, all), double.BitIncrement(ties[0].Score));
        for (var i = 0; i < ties.Length; i++)
        {
            hits += ties[i].Positives;
            alerts += ties[i].Positives + ties[i].Negatives;
            var now = quality(hits, alerts, positives, all);
            if (now <= best) continue;
            best = now;
            threshold = i + 1 < ties.Length ? Math.Max(ties[i + 1].Score + ((ties[i].Score - ties[i + 1].Score) / 2), double.BitIncrement(ties[i + 1].Score)) : ties[i].Score;
        }

        return threshold;
    }
}
