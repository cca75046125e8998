using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Gradients of <see cref="Attention"/>: gives queries, keys and values theirs.</summary>
internal readonly struct AttentionStep(
    AttentionSources from, AttentionShape s, Tensor weights, Tensor? kept) : IBackwardStep
{
    /// <inheritdoc/>
    public void Run(Node node)
    {
        // One source holds all three parts: together they fill its gradient. Of several, two may be the same tensor.
        var accumulate = from.Count > 1;
        for (var source = 0; source < from.Count; source++)
        {
            if (!node.Wants(source))
                continue;
            var target = node.Target(source, from[source].Sizes, out var collected);
            accumulate |= collected;
            if (!collected && (from.Count > 1 || weights.Count == 0))
                target.Clear();
        }
        AttentionHeads.Backward(s, from.RowWidth(s), from.Values(0, s), from.Values(1, s), from.Values(2, s),
            kept is null ? default : kept.Floats, weights.Floats,
            node.Gradient.Floats, Target(node, 0), Target(node, 1), Target(node, 2), accumulate);
    }

    private Span<float> Target(Node node, int part)
    {
        var source = from.SourceOf(part);
        return node.Wants(source) ? from.From(part, s, node.Target(source, from[source].Sizes, out _)) : default;
    }
}
