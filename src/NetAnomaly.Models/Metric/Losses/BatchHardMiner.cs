namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// For each row the furthest of its class and the nearest of another. Source: Hermans, Beyer and Leibe 2017, arXiv
/// 1703.07737, eq. 5.
/// </summary>
internal static class BatchHardMiner
{
    /// <summary>Mines a batch; a row without a positive or without a negative anchors nothing.</summary>
    public static MinedPairs Mine(MinedPairs all, ReadOnlySpan<float> distances)
    {
        var triplets = new List<(int, int, int)>(all.Rows);
        for (var a = 0; a < all.Rows; a++)
        {
            var (furthest, nearest) = (-1, -1);
            for (var b = 0; b < all.Rows; b++)
            {
                var at = (a * all.Rows) + b;
                if (all.Positive[at] && (furthest < 0 || distances[at] > distances[(a * all.Rows) + furthest]))
                    furthest = b;
                if (all.Negative[at] && (nearest < 0 || distances[at] < distances[(a * all.Rows) + nearest]))
                    nearest = b;
            }

            if (furthest >= 0 && nearest >= 0) triplets.Add((a, furthest, nearest));
        }

        return MinedPairs.Of(all.Rows, triplets);
    }
}
