using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Gradients of <see cref="Attention"/>.</summary>
internal static class AttentionGradient
{
    /// <summary>Gives queries, keys and values their gradients: dV = Pᵀ dO, dP = dO Vᵀ, dS = P (dP - sum(P dP)), dQ = dS K, dK = dSᵀ Q.</summary>
    public static void Run(Node node, Tensor[] sources, AttentionPart[] parts, AttentionShape s, Tensor weights, Tensor? kept)
    {
        using var scores = Tensor.Uninitialized([s.Queries, s.Keys]);
        using var dropped = Tensor.Uninitialized([s.Queries, s.Keys]);
        for (var head = 0; weights.Count > 0 && head < s.Batch * s.Heads; head++)
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
            ThroughSoftmax(w, scores.Floats, s);
            Put(node, sources, parts[0], s, head, false, s.Queries, s.Keys, scores.Floats, parts[1].Of(sources, s, head), parts[1].Stride(s));
            Put(node, sources, parts[1], s, head, true, s.Keys, s.Queries, scores.Floats, parts[0].Of(sources, s, head), parts[0].Stride(s));
        }
    }

    private static void ThroughSoftmax(ReadOnlySpan<float> w, Span<float> scores, AttentionShape s)
    {
        var scale = 1 / MathF.Sqrt(s.HeadWidth);
        for (var q = 0; q < s.Queries; q++)
        {
            var row = scores.Slice(q * s.Keys, s.Keys);
            var own = w.Slice(q * s.Keys, s.Keys);
            TensorPrimitives.Subtract(row, TensorPrimitives.Dot(row, own), row);
            TensorPrimitives.Multiply(row, own, row);
            TensorPrimitives.Multiply(row, scale, row);
        }
    }

    /// <summary>Adds a product to one head's window of the gradient of queries, keys or values.</summary>
    private static void Put(Node node, Tensor[] sources, AttentionPart part, AttentionShape s, int head, bool transpose, int rows, int inner,
        ReadOnlySpan<float> left, ReadOnlySpan<float> right, int rightStride)
    {
        if (!node.Wants(part.Source))
            return;
        var target = node.Target(part.Source, sources[part.Source].Sizes, out var accumulate);
        if (!accumulate)
            target.Clear();
        MatrixProduct.Multiply(transpose, false, rows, s.HeadWidth, inner, left, s.Keys, right, rightStride,
            target[part.Offset(s, head)..], part.Stride(s), accumulate: true);
    }
}
