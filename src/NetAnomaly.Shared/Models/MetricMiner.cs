namespace NetAnomaly;

/// <summary>Which pairs of a batch a metric-learning loss looks at.</summary>
public enum MetricMiner
{
    /// <summary>All.</summary>
    None,

    /// <summary>
    /// For each pair of one class the nearest row of another that is further, but by less than the margin (Schroff et
    /// al. 2015).
    /// </summary>
    SemiHard,

    /// <summary>
    /// For each row the furthest of its class and the nearest of another (Hermans, Beyer and Leibe 2017, arXiv
    /// 1703.07737).
    /// </summary>
    BatchHard,

    /// <summary>
    /// Pairs that are not yet a margin better than the worst of the other kind (Wang et al. 2019, arXiv 1904.06627).
    /// </summary>
    MultiSimilarity,
}
