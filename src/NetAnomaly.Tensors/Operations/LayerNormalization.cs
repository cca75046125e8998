using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>
/// Layer normalisation: every row of trailing axes to mean 0 and variance 1, then scaled and shifted. Source: Ba et al.
/// 2016, arXiv 1607.06450.
/// </summary>
internal static class LayerNormalization
{
    /// <summary>
    /// Normalises over the trailing axes named by <paramref name="sizes"/>; weight and bias have these sizes.
    /// </summary>
    public static Tensor Of(Tensor x, long[] sizes, Tensor? weight, Tensor? bias, double eps) =>
        Of(x, null, sizes, weight, bias, eps);

    /// <summary>Normalises the sum of two tensors of one shape, as one operation.</summary>
    public static Tensor OfSum(Tensor x, Tensor addend, long[] sizes, Tensor? weight, Tensor? bias, double eps)
    {
        if (!x.Sizes.AsSpan().SequenceEqual(addend.Sizes))
            throw new ArgumentException(
                $"Tensors of shapes {Shape.Text(x.Sizes)} and {Shape.Text(addend.Sizes)} are not of one shape.");
        return Of(x, addend, sizes, weight, bias, eps);
    }

    private static Tensor Of(Tensor x, Tensor? addend, long[] sizes, Tensor? weight, Tensor? bias, double eps)
    {
        var width = Shape.Count(sizes);
        if (sizes.Length == 0 || x.Rank < sizes.Length || !x.Sizes.AsSpan(x.Rank - sizes.Length).SequenceEqual(sizes))
            throw new ArgumentException(
                $"layer_norm() over {Shape.Text(sizes)} does not fit a tensor of shape {Shape.Text(x.Sizes)}.");
        if (weight is not null && !weight.Sizes.AsSpan().SequenceEqual(sizes) || bias is not null
            && !bias.Sizes.AsSpan().SequenceEqual(sizes))
            throw new ArgumentException($"Weight and bias of layer_norm() must have the shape {Shape.Text(sizes)}.");
        var rows = width == 0 ? 0 : x.Count / width;
        var result = Tensor.New(x.Sizes);
        var recorded = Node.IsNeeded(x, weight, bias, addend);

        // Without a graph nobody asks for the normalised rows again: they lie where the result will.
        var normal = recorded ? Tensor.Uninitialized(x.Sizes) : result;
        var scales = Tensor.Uninitialized([rows]);
        LayerNormKernel.Forward(
            x.Floats, addend is null
                ? default
                : addend.Floats, weight is null
                    ? default
                    : weight.Floats, bias is null
                        ? default
                        : bias.Floats, width, (float)eps, normal.Floats, scales.Floats, result.Floats);
        if (recorded)
        {
            var node = Node.Of<BackwardStep>("layer_norm", 1, x, weight, bias, addend);
            node.Backward = new(
                node.Own(normal), node.Own(scales), weight is null ? null : node.Save(weight), sizes, width);
            node.Attach(result);
        }
        else
        {
            scales.Dispose();
        }
        return result;
    }

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
        if (!node.Wants(0) && !node.Wants(3))
            return;
        var given = Tensor.Uninitialized(normal.Sizes);
        LayerNormKernel.Backward(
            gradient, n, scales.Floats, weight is null ? default : weight.Floats, width, given.Floats);
        if (node.Wants(0))
            node.Give(0, given.Alias(tracked: false));
        if (node.Wants(3))
            node.Give(3, given.Alias(tracked: false));
        given.Dispose();
    }

    private readonly struct BackwardStep(
        Tensor normal, Tensor scales, Tensor? weight, long[] sizes, int width) : IBackwardStep
    {
        public void Run(Node n) => Backward(n, normal, scales, weight, sizes, width);
    }
}
