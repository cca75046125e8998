namespace NetAnomaly.Models.Metric.Losses;

/// <summary>The loss of encoders side by side: each learns for itself.</summary>
internal static class EncoderLoss
{
    /// <summary>The sum of the losses of all encoders.</summary>
    /// <param name="embeddings">Per encoder (rows, width).</param>
    /// <param name="classes">Class of each row.</param>
    /// <param name="spec">Which loss.</param>
    public static Tensor Sum(IReadOnlyList<Tensor> embeddings, ReadOnlySpan<int> classes, MetricOptions spec)
    {
        var sum = MetricLosses.Of(embeddings[0], classes, spec);
        for (var e = 1; e < embeddings.Count; e++) sum = sum + MetricLosses.Of(embeddings[e], classes, spec);
        return sum;
    }
}
