using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>
/// Batch normalisation: every channel (axis 1) to mean 0 and variance 1 over the batch, or by running statistics, then
/// scaled and shifted. Source: Ioffe and Szegedy 2015, arXiv 1502.03167.
/// </summary>
internal static class BatchNormalization
{
    /// <summary>
    /// Input (N, C) or (N, C, L); running statistics (C) are moved towards those of the batch while training.
    /// </summary>
    public static Tensor Of(
        Tensor x, Tensor? runningMean, Tensor? runningVariance, Tensor? weight, Tensor? bias, bool training,
        double momentum, double eps)
    {
        if (x.Rank < 2)
            throw new ArgumentException($"batch_norm() needs (N, C) or (N, C, L), not {Shape.Text(x.Sizes)}.");
        var channels = x.Sizes[1];
        ReadOnlySpan<Tensor?> others = [runningMean, runningVariance, weight, bias];
        foreach (var other in others)
        {
            if (other is not null && !other.Sizes.AsSpan().SequenceEqual([channels]))
                throw new ArgumentException(
                    $"batch_norm() of shape {Shape.Text(x.Sizes)} does not fit values of shape "
                        + $"{Shape.Text(other.Sizes)} per channel.");
        }
        var block = new Blocks(x.Sizes, 1);
        if (training && x.Count > 0 && block.Outer * block.Inner == 1)
            throw new ArgumentException(
                $"Training batch_norm() needs more than one value per channel; the shape is {Shape.Text(x.Sizes)}.");
        if (!training && (runningMean is null || runningVariance is null))
            throw new ArgumentException("Evaluating batch_norm() needs running statistics.");

        var normal = Tensor.Uninitialized(x.Sizes);
        var scales = Tensor.Uninitialized([channels]);
        Normalize(x, block, training, runningMean, runningVariance, (float)momentum, (float)eps, normal, scales);
        var result = Tensor.New(x.Sizes);
        Scale(normal.Floats, block, weight, bias, result.Floats);
        if (Node.IsNeeded(x, weight, bias))
        {
            var node = Node.Of<BackwardStep>("batch_norm", 1, x, weight, bias);
            node.Backward = new(
                block, node.Own(normal), node.Own(scales), weight is null ? null : node.Save(weight), training);
            node.Attach(result);
        }
        else
        {
            normal.Dispose();
            scales.Dispose();
        }
        return result;
    }

    private static void Normalize(
        Tensor x, Blocks block, bool training, Tensor? runningMean, Tensor? runningVariance, float momentum, float eps,
        Tensor normal, Tensor scales)
    {
        var count = block.Outer * block.Inner;
        for (var c = 0; c < block.Length; c++)
        {
            double mean = 0, variance = 0;
            if (!training)
            {
                mean = runningMean!.Floats[c];
                variance = runningVariance!.Floats[c];
            }
            else
            {
                for (var group = 0; group < block.Outer; group++)
                    mean += TensorPrimitives.Sum<float>(Part(x.Floats, block, group, c));
                mean /= count;
                for (var group = 0; group < block.Outer; group++)
                {
                    foreach (var value in Part(x.Floats, block, group, c))
                        variance += (value - mean) * (value - mean);
                }
                if (runningMean is not null && count > 0)
                    runningMean.Floats[c] += momentum * ((float)mean - runningMean.Floats[c]);
                if (runningVariance is not null && count > 1)
                    runningVariance.Floats[c] += momentum
                        * ((float)(variance / (count - 1)) - runningVariance.Floats[c]);
                variance /= count;
            }
            scales.Floats[c] = (float)(1 / Math.Sqrt(variance + eps));
            for (var group = 0; group < block.Outer; group++)
            {
                var target = Part(normal.Floats, block, group, c);
                TensorPrimitives.Subtract(Part(x.Floats, block, group, c), (float)mean, target);
                TensorPrimitives.Multiply(target, scales.Floats[c], target);
            }
        }
    }

    private static void Scale(Span<float> normal, Blocks block, Tensor? weight, Tensor? bias, Span<float> result)
    {
        for (var group = 0; group < block.Outer; group++)
        {
            for (var c = 0; c < block.Length; c++)
            {
                var target = Part(result, block, group, c);
                TensorPrimitives.Multiply(Part(normal, block, group, c), weight is null ? 1 : weight.Floats[c], target);
                if (bias is not null)
                    TensorPrimitives.Add(target, bias.Floats[c], target);
            }
        }
    }

    // As in layer normalisation, per channel; by running statistics the mean and the variance are constants.
    private static void Backward(Node node, Blocks block, Tensor normal, Tensor scales, Tensor? weight, bool training)
    {
        var gradient = node.Gradient.Floats;
        var count = block.Outer * block.Inner;
        using var sums = Tensor.Uninitialized([block.Length]);
        using var products = Tensor.Uninitialized([block.Length]);
        for (var c = 0; c < block.Length; c++)
        {
            double sum = 0, product = 0;
            for (var group = 0; group < block.Outer; group++)
            {
                var part = Part(gradient, block, group, c);
                sum += TensorPrimitives.Sum<float>(part);
                product += TensorPrimitives.Dot<float>(part, Part(normal.Floats, block, group, c));
            }
            sums.Floats[c] = (float)sum;
            products.Floats[c] = (float)product;
        }
        if (node.Wants(0))
        {
            var given = Tensor.Uninitialized(normal.Sizes);
            for (var group = 0; group < block.Outer; group++)
            {
                for (var c = 0; c < block.Length; c++)
                {
                    var target = Part(given.Floats, block, group, c);
                    Part(gradient, block, group, c).CopyTo(target);
                    if (training)
                    {
                        TensorPrimitives.Subtract(target, sums.Floats[c] / count, target);
                        TensorPrimitives.MultiplyAdd(
                            Part(normal.Floats, block, group, c), -products.Floats[c] / count, target, target);
                    }
                    TensorPrimitives.Multiply(
                        target, scales.Floats[c] * (weight is null ? 1 : weight.Floats[c]), target);
                }
            }
            node.Give(0, given);
        }
        if (node.Wants(1))
            node.Give(1, products.Alias(tracked: false));
        if (node.Wants(2))
            node.Give(2, sums.Alias(tracked: false));
    }

    private static Span<float> Part(Span<float> values, Blocks block, int group, int channel) =>
        values.Slice(((group * block.Length) + channel) * block.Inner, block.Inner);

    private readonly struct BackwardStep(
        Blocks block, Tensor normal, Tensor scales, Tensor? weight, bool training) : IBackwardStep
    {
        public void Run(Node n) => Backward(n, block, normal, scales, weight, training);
    }
}
