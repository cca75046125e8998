namespace NetAnomaly.Models.MetricLearning.References;

/// <summary>Roughly how far points lie from others, without gradients: quick for very many pairs, and told apart only down to <see cref="Rounding"/>.</summary>
internal static class PointDistances
{
    /// <summary>
    /// What rounding can do to a number of <see cref="HalfSquares"/> for points of length 1: products of single precision lie up to a few 10⁻⁷ off.
    /// </summary>
    public const float Rounding = 1e-6f;

    /// <summary>Half the squared distance of each point to each reference: for points of length 1 the same as 1 − cosine.</summary>
    /// <param name="points">(points, width).</param>
    /// <param name="references">(references, width).</param>
    /// <returns>(points, references).</returns>
    public static Tensor HalfSquares(Tensor points, Tensor references)
    {
        using var scope = NewDisposeScope();
        var products = points.matmul(references.transpose(0, 1));
        var own = (points * points).sum(dim: 1, keepdim: true);
        var others = (references * references).sum(dim: 1, keepdim: true).transpose(0, 1);
        return (((own + others) * 0.5) - products).MoveToOuterDisposeScope();
    }
}
