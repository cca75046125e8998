namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Chooses, on labelled scores, the score from which conversations are called anomalous; ties are never cut. Every
/// threshold between two neighbouring scores serves alike: taken is the one nearest to the score that is preferred
/// where data do not say otherwise, or, where there is none, the middle, so that it does not cling to a single
/// conversation. Of equally good gaps between scores the nearest to the preferred one is taken, or the highest.
/// </summary>
internal static class ThresholdChoice
{
    /// <summary>The threshold with the best F1.</summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="truths">Whether each is anomalous, as many.</param>
    /// <param name="preferred">The score to be near to, if any.</param>
    /// <returns>The threshold; <see langword="null"/> where one of the classes is missing.</returns>
    public static double? BestF1(ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths, double? preferred = null) =>
        Best(scores, truths, preferred, (hits, alerts, positives, _) => 2.0 * hits / (alerts + positives));

    /// <summary>
    /// The threshold with the largest mean of the shares of anomalous and of normal ones that are told right (balanced
    /// accuracy), however rare either is.
    /// </summary>
    /// <param name="scores">Scores, higher is stranger.</param>
    /// <param name="truths">Whether each is anomalous, as many.</param>
    /// <param name="preferred">The score to be near to, if any.</param>
    /// <returns>The threshold; <see langword="null"/> where one of the classes is missing.</returns>
    public static double? BestBalanced(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths, double? preferred = null) =>
        Best(
            scores, truths, preferred, (hits, alerts, positives, all) =>
                ((double)hits / positives) - ((double)(alerts - hits) / (all - positives)));

    private static double? Best(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> truths, double? preferred,
        Func<long, long, long, long, double> quality)
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
            var here = Place(ties[i].Score, i + 1 < ties.Length ? ties[i + 1].Score : ties[i].Score, preferred);
            if (now < best || (now == best && !IsNearer(here, threshold, preferred))) continue;
            (best, threshold) = (now, here);
        }

        return threshold;
    }

    private static bool IsNearer(double one, double other, double? preferred) =>
        preferred is { } wanted && Math.Abs(one - wanted) < Math.Abs(other - wanted);

    // Between the least score that is called anomalous and the one below it, which is not.
    private static double Place(double least, double below, double? preferred) => below == least
        ? least
        : preferred is { } wanted
            ? Math.Clamp(wanted, double.BitIncrement(below), least)
            : Math.Max(below + ((least - below) / 2), double.BitIncrement(below));
}
