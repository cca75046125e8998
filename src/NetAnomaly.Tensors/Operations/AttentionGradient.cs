using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Kernels;
using NetAnomaly.Tensors.Kernels.Rows;
using NetAnomaly.Tensors.Kernels.Threads;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Gradients of <see cref="Attention"/>.</summary>
internal static class AttentionGradient
{
    /// <summary>Gives queries, keys and values their gradients: dV = Pᵀ dO, dP = dO Vᵀ, dS = P (dP - sum(P dP)), dQ = dS K, dK = dSᵀ Q.</summary>
    public static void Run(Node node, Tensor[] sources, AttentionPart[] parts, AttentionShape s, Tensor weights, Tensor? kept)
    {
        foreach (var part in parts)
        {
            if (node.Wants(part.Source))
            {
                // Heads write into windows of their own; here, before they run side by side, the memory is made ready.
                var target = node.Target(part.Source, sources[part.Source].Sizes, out var accumulate);
                if (!accumulate && part.Column == 0)
                    target.Clear();
            }
        }
        ParallelFor.RunRanges(s.Batch * s.Heads, Attention.HeadsOfAPiece, (start, end) => RunHeads(node, sources, parts, s, weights, kept, start, end));
    }

    private static void RunHeads(Node node, Tensor[] sources, AttentionPart[] parts, AttentionShape s, Tensor weights, Tensor? kept, int start, int end)
    {
        using var scores = Tensor.Uninitialized([s.Queries, s.Keys]);
        using var dropped = Tensor.Uninitialized([s.Queries, s.Keys]);
        for (var head = start; head < end; head++)
        {
            ReadOnlySpan<float> w = weights.Floats.Slice(head * s.Block, s.Block);
            ReadOnlySpan<float> gradient = node.Gradient.Floats[Attention.Start(s, head, s.Width)..];
            var used = w;
            if (kept is not null)
            {
                TensorPrimitives.Multiply(w, kept.Floats.Slice(head * s.Block, s.Block), dropped.Floats);
                used = dropped.Floats;
            }
            Put(node, sources, parts[2], s, head, true, s.Keys, s.Queries, used, gradient, s.Batch * s.Width);
            MatrixProduct.Multiply(false, true, s.Queries, s.Keys, s.HeadWidth, gradient, s.Batch * s.Width,
                parts[2].Of(sources, s, head), parts[2].Stride(s), scores.Floats, s.Keys, false);
            if (kept is not null)
                TensorPrimitives.Multiply(scores.Floats, kept.Floats.Slice(head * s.Block, s.Block), scores.Floats);
            AttentionKernel.Gradient(w, scores.Floats, s.Keys, 1 / MathF.Sqrt(s.HeadWidth));
            Put(node, sources, parts[0], s, head, false, s.Queries, s.Keys, scores.Floats, parts[1].Of(sources, s, head), parts[1].Stride(s));
            Put(node, sources, parts[1], s, head, true, s.Keys, s.Queries, scores.Floats, parts[0].Of(sources, s, head), parts[0].Stride(s));
        }
    }

    /// <summary>Adds a product to one head's window of the gradient of queries, keys or values.</summary>
    private static void Put(Node node, Tensor[] sources, AttentionPart part, AttentionShape s, int head, bool transpose, int rows, int inner,
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, int rightStride)
    {
        if (!node.Wants(part.Source))
            return;
        var target = node.Target(part.Source, sources[part.Source].Sizes, out _);
        MatrixProduct.Multiply(transpose, false, rows, s.HeadWidth, inner, left, s.Keys, right, rightStride,
            target[part.Offset(s, head)..], part.Stride(s), accumulate: true);
    }
}
