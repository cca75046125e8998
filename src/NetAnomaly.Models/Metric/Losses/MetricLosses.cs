using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>The loss of a batch of embeddings, as a model's description asks for.</summary>
internal static class MetricLosses
{
    /// <summary>
    /// The loss, with its gradient on its way back possible. A batch in which nothing is left to learn costs 0.
    /// </summary>
    /// <param name="embeddings">(rows, width), as an encoder gives them: of length 1 for the cosine.</param>
    /// <param name="classes">Class of each row; rows with −1 take no part.</param>
    /// <param name="spec">Which loss, with its distance, miner, margin and temperature.</param>
    public static Tensor Of(Tensor embeddings, ReadOnlySpan<int> classes, MetricOptions spec)
    {
        var similarities = PairDistances.Similarities(embeddings, spec.Distance);
        var distances = PairDistances.FromSimilarities(similarities, spec.Distance);
        var pairs = Miners.Mine(spec.Miner, HostDevice.Instance.ToFloats(distances.detach()), classes, spec.Margin);
        return spec.Loss switch
        {
            MetricLoss.Triplet => TripletLoss.Of(distances, pairs, spec.Margin),
            MetricLoss.Contrastive => ContrastiveLoss.Of(distances, pairs, spec.Margin),
            MetricLoss.MultiSimilarity =>
                MultiSimilarityLoss.Of(similarities, pairs, MultiSimilarityLoss.Base(spec.Distance)),
            MetricLoss.SupervisedContrastive => SupervisedContrastiveLoss.Of(similarities, pairs, spec.Temperature),
            MetricLoss.NtXent => NtXentLoss.Of(similarities, pairs, spec.Temperature),
            _ => throw new ArgumentOutOfRangeException(nameof(spec), spec.Loss, "There is no such loss."),
        };
    }
}
