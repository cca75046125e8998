namespace NetAnomaly;

/// <summary>How far two embeddings lie apart.</summary>
public enum MetricDistance
{
    /// <summary>1 − cosine, 0 to 2; embeddings have length 1.</summary>
    Cosine,

    /// <summary>Euclidean; embeddings have any length.</summary>
    L2,
}
