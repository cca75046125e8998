namespace NetAnomaly.Models.Metric.Losses;

/// <summary>Picks the pairs of a batch that are worth learning from.</summary>
internal static class Miners
{
    /// <summary>Mines a batch.</summary>
    /// <param name="miner">How.</param>
    /// <param name="distances">Of all pairs, [anchor × rows + other].</param>
    /// <param name="classes">Class of each row; rows with −1 take no part.</param>
    /// <param name="margin">The margin, as a distance.</param>
    public static MinedPairs Mine(
        MetricMiner miner, ReadOnlySpan<float> distances, ReadOnlySpan<int> classes, double margin)
    {
        var all = MinedPairs.All(classes);
        return miner switch
        {
            MetricMiner.None => all,
            MetricMiner.SemiHard => SemiHardMiner.Mine(all, distances, margin),
            MetricMiner.BatchHard => BatchHardMiner.Mine(all, distances),
            MetricMiner.MultiSimilarity => MultiSimilarityMiner.Mine(all, distances, margin),
            _ => throw new ArgumentOutOfRangeException(nameof(miner), miner, "There is no such miner."),
        };
    }
}
