namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// For each pair of one class the nearest row of another that is further from the anchor than the positive is, by less
/// than the margin; where there is none the pair is left out. Source: Schroff, Kalenichenko and Philbin 2015, arXiv
/// 1503.03832, section 3.2.
/// </summary>
internal static class SemiHardMiner
{
    /// <summary>Mines a batch.</summary>
    public static MinedPairs Mine(MinedPairs all, ReadOnlySpan<float> distances, double margin)
    {
        var triplets = new List<(int, int, int)>();
        var negatives = new int[all.Rows];
        var keys = new float[all.Rows];
        for (var a = 0; a < all.Rows; a++)
        {
            var count = 0;
            for (var n = 0; n < all.Rows; n++)
            {
                if (!all.Negative[(a * all.Rows) + n]) continue;
                (negatives[count], keys[count]) = (n, distances[(a * all.Rows) + n]);
                count++;
            }

            Array.Sort(keys, negatives, 0, count);
            for (var p = 0; p < all.Rows; p++)
            {
                var distance = distances[(a * all.Rows) + p];
                if (!all.Positive[(a * all.Rows) + p]) continue;
                var next = FirstAbove(keys.AsSpan(0, count), distance);
                if (next < count && keys[next] < distance + margin) triplets.Add((a, p, negatives[next]));
            }
        }

        return MinedPairs.Of(all.Rows, triplets);
    }

    private static int FirstAbove(ReadOnlySpan<float> sorted, float value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] > value) high = middle;
            else low = middle + 1;
        }

        return low;
    }
}
