namespace NetAnomaly.Models.MetricLearning.References;

/// <summary>Distances between two sets of points, without gradients.</summary>
internal static class PointDistances
{
    /// <summary>Distances of each point to each reference.</summary>
    /// <param name="points">(points, width), as encoders give them.</param>
    /// <param name="references">(references, width), likewise.</param>
    /// <param name="kind">The distance.</param>
    /// <returns>(points, references).</returns>
    public static Tensor Between(Tensor points, Tensor references, MetricDistance kind)
    {
        using var scope = NewDisposeScope();
        var products = points.matmul(references.transpose(0, 1));
        if (kind == MetricDistance.Cosine) return products.neg().add(1).clamp_min(0).MoveToOuterDisposeScope();
        var own = (points * points).sum(dim: 1, keepdim: true);
        var others = (references * references).sum(dim: 1, keepdim: true).transpose(0, 1);
        return (own + others - (products * 2)).clamp_min(0).sqrt().MoveToOuterDisposeScope();
    }
}
