using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Auditing;

/// <summary>How many flows of each class have a value.</summary>
internal record struct ClassCounts(long Normal, long Anomalous)
{
    /// <summary>Flows of both classes.</summary>
    public readonly long All => Normal + Anomalous;

    /// <summary>Share of anomalous flows.</summary>
    public readonly double Rate => All == 0 ? 0 : (double)Anomalous / All;

    /// <summary>These and one more.</summary>
    public readonly ClassCounts With(bool anomalous) =>
        anomalous ? this with { Anomalous = Anomalous + 1 } : this with { Normal = Normal + 1 };

    /// <summary>
    /// Area under the ROC curve of a ranking, ties counting half: the probability that an anomalous flow stands behind
    /// a normal one; NaN where a class is empty. As <see cref="RankingMetrics.RocAuc"/>, from counts.
    /// </summary>
    /// <param name="ranked">Counts of equal values, the least anomalous first.</param>
    public static double RocAuc(IEnumerable<ClassCounts> ranked)
    {
        double area = 0, normal = 0, anomalous = 0;
        foreach (var counts in ranked)
        {
            area += counts.Anomalous * (normal + (counts.Normal / 2.0));
            normal += counts.Normal;
            anomalous += counts.Anomalous;
        }

        return normal == 0 || anomalous == 0 ? double.NaN : area / (normal * anomalous);
    }
}
