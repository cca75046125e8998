namespace NetAnomaly.Core.Scoring;

/// <summary>Chooses the score from which conversations are called anomalous, from conversations of which it is known. Ties stand together: a threshold never divides equal scores.</summary>
public static class ThresholdChoice
{
    /// <summary>The score from which on the largest F1 is reached: 2·TP / (2·TP + FP + FN).</summary>
    /// <param name="scores">Higher is stranger.</param>
    /// <param name="truths">Which are anomalous.</param>
    /// <returns>A score midway between the lowest that is called anomalous and the next below; <see langword="null"/> where one kind is missing.</returns>
    public static double? BestF1(IReadOnlyList<double> scores, IReadOnlyList<bool> truths) =>
        Best(scores, truths, (hits, alarms, _, bad) => 2.0 * hits / (hits + alarms + bad));

    /// <summary>The score from which on the largest balanced accuracy is reached: the mean of the shares of anomalous and of normal that are told right.</summary>
    /// <inheritdoc cref="BestF1" path="/param|/returns"/>
    public static double? BestBalanced(IReadOnlyList<double> scores, IReadOnlyList<bool> truths) =>
        Best(scores, truths, (hits, alarms, good, bad) => ((double)hits / bad) + ((double)(good - alarms) / good));

    private static double? Best(IReadOnlyList<double> scores, IReadOnlyList<bool> truths, Func<long, long, long, long, double> merit)
    {
        long bad = truths.Count(truth => truth), good = truths.Count - bad;
        if (bad == 0 || good == 0) return null;
        var order = Enumerable.Range(0, scores.Count).OrderByDescending(i => scores[i]).ToArray();
        long hits = 0, alarms = 0;
        var (best, threshold) = (double.NegativeInfinity, scores[order[0]]);
        for (var rank = 0; rank < order.Length; rank++)
        {
            if (truths[order[rank]]) hits++;
            else alarms++;
            var score = scores[order[rank]];
            if (rank + 1 < order.Length && scores[order[rank + 1]] == score) continue;
            var own = merit(hits, alarms, good, bad);
            if (own <= best) continue;
            best = own;
            threshold = rank + 1 < order.Length ? Math.Max((score + scores[order[rank + 1]]) / 2, Math.BitIncrement(scores[order[rank + 1]])) : score;
        }

        return threshold;
    }
}
