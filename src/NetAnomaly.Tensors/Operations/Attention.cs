using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>What attention must not see, and how much of its weights is dropped.</summary>
/// <param name="Bias">Added to the scores: (L, S) or (B · heads, L, S), -infinity where nothing may be seen; or
/// null.</param>
/// <param name="Padding">True where a key is padding: (B, S); or null.</param>
/// <param name="Dropout">Probability that a weight is dropped.</param>
internal readonly record struct AttentionMask(Tensor? Bias, Tensor? Padding, double Dropout);

/// <summary>
/// softmax(Q Kᵀ / sqrt d + mask) V for all heads as one recorded operation. The heads are strided windows of the
/// projected inputs; no tensor is split, turned or joined. A query that may see no key gets zeros. Source: Vaswani et
/// al. 2017, arXiv 1706.03762.
/// </summary>
internal static class Attention
{
    /// <summary>
    /// From one tensor that holds queries, keys and values side by side (L, B, 3E); gives (L, B, E) and the weights.
    /// </summary>
    public static (Tensor Result, Tensor Weights) OfPacked(Tensor packed, int heads, AttentionMask mask)
    {
        var width = (int)packed.Sizes[2] / 3;
        var shape = new AttentionShape((int)packed.Sizes[0], (int)packed.Sizes[0], (int)packed.Sizes[1], width, heads);
        return Of(new AttentionSources(packed, null, null), shape, mask);
    }

    /// <summary>From queries (L, B, E), keys and values (S, B, E); gives (L, B, E) and the weights.</summary>
    public static (Tensor Result, Tensor Weights) Of(
        Tensor query, Tensor key, Tensor value, int heads, AttentionMask mask)
    {
        var width = (int)query.Sizes[2];
        var shape = new AttentionShape((int)query.Sizes[0], (int)key.Sizes[0], (int)query.Sizes[1], width, heads);
        return Of(new AttentionSources(query, key, value), shape, mask);
    }

    private static (Tensor Result, Tensor Weights) Of(AttentionSources from, AttentionShape s, AttentionMask mask)
    {
        Check(s, mask);
        var weights = Tensor.New([s.Batch, s.Heads, s.Queries, s.Keys]);
        var result = Tensor.New([s.Queries, s.Batch, s.Width]);
        if (weights.Count == 0)
            result.Floats.Clear();
        var kept = mask.Dropout > 0 ? Drop(weights, mask.Dropout) : null;
        AttentionHeads.Forward(s, from.RowWidth(s), from.Values(0, s), from.Values(1, s), from.Values(2, s),
            mask.Bias is null ? default : mask.Bias.Floats,
            mask.Padding is null
                ? default
                : mask.Padding.Bools, kept is null ? default : kept.Floats, weights.Floats, result.Floats);
        if (Node.IsNeeded(from.First, from.Second, from.Third))
        {
            var node = from.Second is null
                ? Node.Of<AttentionStep>("attention", 1, from.First)
                : Node.Of<AttentionStep>("attention", 1, from.First, from.Second, from.Third);
            node.Backward = new(from.SavedBy(node), s, node.Save(weights), kept is null ? null : node.Own(kept));
            node.Attach(result);
        }
        else
        {
            kept?.Dispose();
        }
        return (result, weights);
    }

    private static Tensor Drop(Tensor weights, double p)
    {
        var kept = Tensor.Uninitialized(weights.Sizes);
        Generator.Default.Source.FillDropoutMask(kept.Floats, p);
        return kept;
    }

    private static void Check(AttentionShape s, AttentionMask mask)
    {
        if (mask.Bias is { } bias && !bias.Sizes.AsSpan().SequenceEqual([s.Queries, s.Keys])
            && !bias.Sizes.AsSpan().SequenceEqual([s.Batch * s.Heads, s.Queries, s.Keys]))
            throw new ArgumentException(
                $"An attention mask of shape {Shape.Text(bias.Sizes)} fits neither {Shape.Text([s.Queries, s.Keys])} "
                    + $"nor {Shape.Text([s.Batch * s.Heads, s.Queries, s.Keys])}.");
        if (mask.Padding is { } padding && !padding.Sizes.AsSpan().SequenceEqual([s.Batch, s.Keys]))
            throw new ArgumentException(
                $"A key padding mask of shape {Shape.Text(padding.Sizes)} does not fit (batch, keys) = "
                    + $"{Shape.Text([s.Batch, s.Keys])}.");
    }
}
