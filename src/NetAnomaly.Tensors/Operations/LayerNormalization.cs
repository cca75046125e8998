using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Shapes;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Layer normalisation: every row of trailing axes to mean 0 and variance 1, then scaled and shifted. Source: Ba et al. 2016, arXiv 1607.06450.</summary>
internal static class LayerNormalization
{
    /// <summary>Normalises over the trailing axes named by <paramref name="sizes"/>; weight and bias have these sizes.</summary>
    public static Tensor Of(Tensor x, long[] sizes, Tensor? weight, Tensor? bias, double eps)
    {
        var width = Shape.Count(sizes);
        if (sizes.Length == 0 || x.Rank < sizes.Length || !x.Sizes.AsSpan(x.Rank - sizes.Length).SequenceEqual(sizes))
            throw new ArgumentException($"layer_norm() over {Shape.Text(sizes)} does not fit a tensor of shape {Shape.Text(x.Sizes)}.");
        if (weight is not null && !weight.Sizes.AsSpan().SequenceEqual(sizes) || bias is not null && !bias.Sizes.AsSpan().SequenceEqual(sizes))
            throw new ArgumentException($"Weight and bias of layer_norm() must have the shape {Shape.Text(sizes)}.");
        var rows = width == 0 ? 0 : x.Count / width;
        var result = Tensor.New(x.Sizes);
        var normal = Tensor.Uninitialized(x.Sizes);
        var scales = Tensor.Uninitialized([rows]);
        Forward(x.Floats, weight is null ? default : weight.Floats, bias is null ? default : bias.Floats, width, (float)eps, normal.Floats, scales.Floats, result.Floats);
        if (Node.IsNeeded(x, weight, bias))
        {
            var node = new Node("layer_norm", 1, x, weight, bias);
            var savedNormal = node.Own(normal);
            var savedScales = node.Own(scales);
            var savedWeight = weight is null ? null : node.Save(weight);
            node.Backward = n => Backward(n, savedNormal, savedScales, savedWeight, sizes, width);
            node.Attach(result);
        }
        else
        {
            normal.Dispose();
            scales.Dispose();
        }
        return result;
    }

    private static void Forward(ReadOnlySpan<float> x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int width, float eps,
        Span<float> normal, Span<float> scales, Span<float> result)
    {
        for (var i = 0; i < scales.Length; i++)
        {
            var row = normal.Slice(i * width, width);
            var target = result.Slice(i * width, width);
            TensorPrimitives.Subtract(x.Slice(i * width, width), TensorPrimitives.Sum(x.Slice(i * width, width)) / width, row);
            scales[i] = 1 / MathF.Sqrt((TensorPrimitives.SumOfSquares(row) / width) + eps);
            TensorPrimitives.Multiply(row, scales[i], row);
            if (weight.IsEmpty)
                row.CopyTo(target);
            else
                TensorPrimitives.Multiply(row, weight, target);
            if (!bias.IsEmpty)
                TensorPrimitives.Add(target, bias, target);
        }
    }

    // With y = w n and n normal: dx = s (dn - mean(dn) - n mean(dn n)), where dn = w dy.
    private static void Backward(Node node, Tensor normal, Tensor scales, Tensor? weight, long[] sizes, int width)
    {
        ReadOnlySpan<float> gradient = node.Gradient.Floats;
        ReadOnlySpan<float> n = normal.Floats;
        if (node.Wants(1))
        {
            var target = node.Target(1, sizes, out var accumulate);
            Rows.SumProducts(gradient, n, scales.Count, target, accumulate);
        }
        if (node.Wants(2))
        {
            var target = node.Target(2, sizes, out var accumulate);
            Rows.Sum(gradient, scales.Count, target, accumulate);
        }
        if (!node.Wants(0))
            return;
        var given = Tensor.Uninitialized(normal.Sizes);
        for (var i = 0; i < scales.Count; i++)
        {
            var row = given.Floats.Slice(i * width, width);
            var own = n.Slice(i * width, width);
            if (weight is null)
                gradient.Slice(i * width, width).CopyTo(row);
            else
                TensorPrimitives.Multiply(gradient.Slice(i * width, width), weight.Floats, row);
            var mean = TensorPrimitives.Sum(row) / width;
            var along = TensorPrimitives.Dot<float>(row, own) / width;
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.MultiplyAdd(own, -along, row, row);
            TensorPrimitives.Multiply(row, scales.Floats[i], row);
        }
        node.Give(0, given);
    }
}
