namespace NetAnomaly.Models.Metric.Losses;

/// <summary>How far, and how alike, the rows of a batch are to each other, with gradients.</summary>
internal static class PairDistances
{
    // Keeps the root's slope finite where two rows are the same.
    private const double Least = 1e-12;

    /// <summary>Embeddings as a distance wants them: of length 1 for the cosine.</summary>
    /// <param name="embeddings">(rows, width).</param>
    /// <param name="kind">The distance.</param>
    public static Tensor Prepare(Tensor embeddings, MetricDistance kind) =>
        kind == MetricDistance.Cosine
            ? embeddings / (embeddings * embeddings).sum(dim: 1, keepdim: true).add(Least).sqrt()
            : embeddings;

    /// <summary>
    /// Similarities of all pairs, higher is more alike: the cosine, or the Euclidean distance with its sign changed.
    /// </summary>
    /// <param name="embeddings">(rows, width), as <see cref="Prepare"/> leaves them.</param>
    /// <param name="kind">The distance.</param>
    /// <returns>(rows, rows).</returns>
    public static Tensor Similarities(Tensor embeddings, MetricDistance kind)
    {
        var products = embeddings.matmul(embeddings.transpose(0, 1));
        if (kind == MetricDistance.Cosine) return products;
        var squares = (embeddings * embeddings).sum(dim: 1, keepdim: true);
        return (squares + squares.transpose(0, 1) - (products * 2)).clamp_min(0).add(Least).sqrt().neg();
    }

    /// <summary>The distances that belong to similarities: 1 − cosine, or the Euclidean one.</summary>
    public static Tensor FromSimilarities(Tensor similarities, MetricDistance kind) =>
        kind == MetricDistance.Cosine ? similarities.neg().add(1) : similarities.neg();
}
