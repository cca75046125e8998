namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Curves of a ranking as points, thinned to at most a thousand, evenly along the curve; the first and the last are
/// always kept.
/// </summary>
internal static class RankingCurves
{
    private const int MostPoints = 1000;

    /// <summary>
    /// The ROC curve: X false-positive rate, Y true-positive rate, from (0, 0) to (1, 1). Empty where one class is.
    /// </summary>
    public static IReadOnlyList<CurvePoint> Roc(ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        var (ties, positives, negatives) = Count(scores, anomalous);
        if (positives == 0 || negatives == 0) return [];
        var points = new List<CurvePoint>(ties.Count + 1) { new(0, 0, double.PositiveInfinity) };
        long hits = 0, falseAlarms = 0;
        foreach (var (score, positive, negative) in ties)
        {
            hits += positive;
            falseAlarms += negative;
            points.Add(new CurvePoint((double)falseAlarms / negatives, (double)hits / positives, score));
        }

        return Thin(points);
    }

    /// <summary>
    /// The precision-recall curve: X recall, Y precision, by falling threshold. Empty where nothing is anomalous.
    /// </summary>
    public static IReadOnlyList<CurvePoint> PrecisionRecall(ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        var (ties, positives, _) = Count(scores, anomalous);
        if (positives == 0) return [];
        var points = new List<CurvePoint>(ties.Count);
        long hits = 0, alerts = 0;
        foreach (var (score, positive, negative) in ties)
        {
            hits += positive;
            alerts += positive + negative;
            points.Add(new CurvePoint((double)hits / positives, (double)hits / alerts, score));
        }

        return Thin(points);
    }

    private static (List<(double Score, long Positives, long Negatives)> Ties, long Positives, long Negatives) Count(
        ReadOnlySpan<double> scores, ReadOnlySpan<bool> anomalous)
    {
        var ties = ScoreTies.Of(scores, anomalous);
        return (ties, ties.Sum(tie => tie.Positives), ties.Sum(tie => tie.Negatives));
    }

    // Points that are about as far apart on the curve: by rank, all that matters of a rare anomaly would lie between
    // the first two.
    private static List<CurvePoint> Thin(List<CurvePoint> points)
    {
        if (points.Count <= MostPoints) return points;
        var step = Enumerable.Range(1, points.Count - 1).Sum(Length) / (MostPoints - 1);
        var kept = new List<CurvePoint>(MostPoints) { points[0] };
        double walked = 0;
        for (var i = 1; i < points.Count - 1 && kept.Count < MostPoints - 1; i++)
        {
            walked += Length(i);
            if (walked >= step * kept.Count) kept.Add(points[i]);
        }

        kept.Add(points[^1]);
        return kept;

        double Length(int at) => Math.Abs(points[at].X - points[at - 1].X) + Math.Abs(points[at].Y - points[at - 1].Y);
    }
}
