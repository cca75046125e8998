using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Kernels.Rows;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Gradients of <see cref="Attention"/>.</summary>
internal static class AttentionGradient
{
    /// <summary>Gives queries, keys and values their gradients.</summary>
    public static void Run(Node node, Tensor[] sources, AttentionPart[] parts, AttentionShape s, Tensor weights, Tensor? kept)
    {
        // One source holds all three parts: together they fill its gradient. Of several, two may be the same tensor.
        var accumulate = sources.Length > 1;
        for (var source = 0; source < sources.Length; source++)
        {
            if (!node.Wants(source))
                continue;
            var target = node.Target(source, sources[source].Sizes, out var collected);
            accumulate |= collected;
            if (!collected && (sources.Length > 1 || weights.Count == 0))
                target.Clear();
        }
        AttentionHeads.Backward(s, parts[0].RowWidth, parts[0].Of(sources), parts[1].Of(sources), parts[2].Of(sources), kept is null ? default : kept.Floats, weights.Floats,
            node.Gradient.Floats, Target(node, sources, parts[0]), Target(node, sources, parts[1]), Target(node, sources, parts[2]), accumulate);
    }

    private static Span<float> Target(Node node, Tensor[] sources, AttentionPart part)
    {
        if (!node.Wants(part.Source))
            return default;
        var target = node.Target(part.Source, sources[part.Source].Sizes, out _);
        return target[Math.Min(part.Column, target.Length)..];
    }
}
