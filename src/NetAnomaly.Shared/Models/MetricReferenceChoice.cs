namespace NetAnomaly;

/// <summary>How the reference points of a class are found among its embeddings.</summary>
public enum MetricReferenceChoice
{
    /// <summary>Centres of k-means: they stand where many are.</summary>
    KMeans,

    /// <summary>
    /// Each the furthest from those before it (greedy k-centre, Gonzalez 1985): they cover what is rare too.
    /// </summary>
    Coreset,
}
