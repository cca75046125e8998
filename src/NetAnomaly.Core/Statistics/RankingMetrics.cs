namespace NetAnomaly.Core.Statistics;

/// <summary>
/// How well a score ranks the anomalous above the normal. Ties are shared, so the order of the input does not matter.
/// </summary>
internal static class RankingMetrics
{
    /// <summary>
    /// Area under the ROC curve: the probability that an anomalous case scores above a normal one, ties counting half
    /// (Mann-Whitney).
    /// </summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="anomalous">The truth, as many.</param>
    /// <returns>0 to 1; NaN where one of the classes is empty.</returns>
    public static double RocAuc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        double area = 0;
        long truePositives = 0, falsePositives = 0;
        foreach (var (_, positives, negatives) in ScoreTies.Of(scores, anomalous))
        {
            area += negatives * (truePositives + (positives / 2.0));
            truePositives += positives;
            falsePositives += negatives;
        }

        return truePositives == 0 || falsePositives == 0 ? double.NaN : area / ((double)truePositives * falsePositives);
    }

    /// <summary>
    /// Average precision: Σ (Rₙ − Rₙ₋₁) Pₙ over the distinct scores from the top, as scikit-learn defines it.
    /// </summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="anomalous">The truth, as many.</param>
    /// <returns>0 to 1; NaN where nothing is anomalous.</returns>
    public static double AveragePrecision(ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        double sum = 0;
        long truePositives = 0, seen = 0;
        foreach (var (_, positives, negatives) in ScoreTies.Of(scores, anomalous))
        {
            truePositives += positives;
            seen += positives + negatives;
            sum += positives * ((double)truePositives / seen);
        }

        return truePositives == 0 ? double.NaN : sum / truePositives;
    }

    /// <summary>Share of the k highest scores that are anomalous; ties at the edge count by their share.</summary>
    /// <returns>0 to 1; NaN where k is below 1 or there is no score.</returns>
    public static double PrecisionAt(int k, ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        double hits = 0;
        long left = Math.Min(k, scores.Length);
        var taken = left;
        foreach (var (_, positives, negatives) in ScoreTies.Of(scores, anomalous))
        {
            if (left <= 0) break;
            var share = Math.Min(1.0, left / (double)(positives + negatives));
            hits += positives * share;
            left -= positives + negatives;
        }

        return taken <= 0 ? double.NaN : hits / taken;
    }
}
