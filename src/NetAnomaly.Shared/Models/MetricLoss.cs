namespace NetAnomaly;

/// <summary>What a metric-learning network is trained to make small.</summary>
public enum MetricLoss
{
    /// <summary>
    /// Every row must be nearer to its own class than to another one, by a margin (Schroff, Kalenichenko and Philbin
    /// 2015, arXiv 1503.03832).
    /// </summary>
    Triplet,

    /// <summary>
    /// Rows of one class are drawn together, others pushed a margin apart (Hadsell, Chopra and LeCun 2006).
    /// </summary>
    Contrastive,

    /// <summary>
    /// Pairs weigh by how hard they are, by themselves and against the others (Wang et al. 2019, arXiv 1904.06627).
    /// </summary>
    MultiSimilarity,

    /// <summary>Every row must find its class among all other rows (Khosla et al. 2020, arXiv 2004.11362).</summary>
    SupervisedContrastive,

    /// <summary>
    /// Every row must find each of its class among those of other classes (Chen et al. 2020, arXiv 2002.05709); the
    /// loss of learning without labels.
    /// </summary>
    NtXent,
}
