namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Keeps the negatives that are nearer than the furthest positive and a margin, and the positives that are further than
/// the nearest negative less a margin. Source: Wang et al. 2019, arXiv 1904.06627, eq. 7 and 8, written with distances.
/// </summary>
internal static class MultiSimilarityMiner
{
    /// <summary>Mines a batch; a row without a positive or without a negative anchors nothing.</summary>
    public static MinedPairs Mine(MinedPairs all, ReadOnlySpan<float> distances, double margin)
    {
        var rows = all.Rows;
        var (positive, negative) = (new bool[rows * rows], new bool[rows * rows]);
        for (var a = 0; a < rows; a++)
        {
            var (furthest, nearest) = (double.NegativeInfinity, double.PositiveInfinity);
            for (var at = a * rows; at < (a + 1) * rows; at++)
            {
                if (all.Positive[at]) furthest = Math.Max(furthest, distances[at]);
                if (all.Negative[at]) nearest = Math.Min(nearest, distances[at]);
            }

            if (double.IsInfinity(furthest) || double.IsInfinity(nearest)) continue;
            for (var at = a * rows; at < (a + 1) * rows; at++)
            {
                positive[at] = all.Positive[at] && distances[at] > nearest - margin;
                negative[at] = all.Negative[at] && distances[at] < furthest + margin;
            }
        }

        return new MinedPairs(rows, positive, negative);
    }
}
