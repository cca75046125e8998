using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>How cross entropy treats classes and rows.</summary>
internal readonly record struct CrossEntropyOptions(long IgnoreIndex, float Smoothing, nn.Reduction Reduction);

/// <summary>
/// Softmax and negative log-likelihood in one pass over the logits. With smoothing e and class weights w the loss of a
/// row of class y is (1 - e) w[y] (-log p[y]) + e / C · sum over c of w[c] (-log p[c]); the mean divides by the sum of
/// w[y]. Source: torch.nn.CrossEntropyLoss documentation.
/// </summary>
internal static class CrossEntropy
{
    /// <summary>Logits (N, C), (C) or (N, C, d…) against int64 classes (N), () or (N, d…).</summary>
    public static Tensor Of(Tensor logits, Tensor target, Tensor? weight, CrossEntropyOptions options)
    {
        var classAxis = logits.Rank == 1 ? 0 : 1;
        if (logits.Rank == 0
            || !Shape.Reduced(logits.Sizes, AxisSet.Of([classAxis], logits.Rank), keep: false).AsSpan()
                .SequenceEqual(target.Sizes))
            throw new ArgumentException(
                $"cross_entropy() of logits {Shape.Text(logits.Sizes)} does not fit classes "
                    + $"{Shape.Text(target.Sizes)}: without its class axis {classAxis} the shape must be that of the "
                    + $"classes.");
        var classes = logits.Sizes[classAxis];
        if (weight is not null && !weight.Sizes.AsSpan().SequenceEqual([classes]))
            throw new ArgumentException(
                $"Class weights of shape {Shape.Text(weight.Sizes)} do not fit {classes} classes.");
        using var last = new Intermediate(
            logits.Rank > 2 ? WithLast(logits, classAxis) : Shaping.Reshape(logits, logits.Sizes));
        using var rows = new Intermediate(Shaping.Reshape(last.Value, [target.Count, classes]));
        using var losses = new Intermediate(OfRows(rows.Value, target, weight, options));
        return Shaping.Reshape(losses.Value, options.Reduction == nn.Reduction.None ? target.Sizes : []);
    }

    private static Tensor WithLast(Tensor x, int axis)
    {
        var order = Shape.Room(x.Rank, stackalloc long[Shape.FewAxes]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i < axis ? i : i + 1;
        order[^1] = axis;
        return Shaping.Permute(x, order);
    }

    private static Tensor OfRows(Tensor logits, Tensor target, Tensor? weight, CrossEntropyOptions options)
    {
        var classes = (int)logits.Sizes[1];
        CheckClasses(target.Longs, classes, options.IgnoreIndex);
        var losses = Tensor.New([target.Count]);
        var totals = Tensor.Uninitialized([target.Count]);
        var weightOfRows = Losses(
            logits.Floats, target.Longs, weight is null
                ? default
                : weight.Floats, classes, options, losses.Floats, totals.Floats);
        var result = options.Reduction == nn.Reduction.None ? losses : Reduced(losses, options.Reduction, weightOfRows);
        if (!Node.IsNeeded(logits))
        {
            totals.Dispose();
            return result;
        }
        var node = Node.Of<BackwardStep>("cross_entropy", 1, logits);
        node.Backward = new(node.Save(logits), node.Save(target), weight is null ? null : node.Save(weight),
            node.Own(totals), options,
            options.Reduction == nn.Reduction.Mean ? 1 / (float)weightOfRows : 1);
        node.Attach(result);
        return result;
    }

    /// <summary>
    /// Fills the loss of every row and the logarithm of its sum of e^x; returns the sum of the weights of the rows.
    /// </summary>
    private static double Losses(ReadOnlySpan<float> logits, ReadOnlySpan<long> target, ReadOnlySpan<float> weight,
        int classes,
        CrossEntropyOptions options, Span<float> losses, Span<float> totals)
    {
        CrossEntropyKernel.Totals(logits, classes, totals);
        var allWeights = weight.IsEmpty ? classes : TensorPrimitives.Sum(weight);
        var sum = 0.0;
        for (var i = 0; i < target.Length; i++)
        {
            var x = logits.Slice(i * classes, classes);
            losses[i] = 0;
            if (target[i] == options.IgnoreIndex)
                continue;
            var y = (int)target[i];
            var own = weight.IsEmpty ? 1 : weight[y];
            sum += own;
            losses[i] = (1 - options.Smoothing) * own * (totals[i] - x[y]);
            if (options.Smoothing > 0)
            {
                var weighted = weight.IsEmpty ? TensorPrimitives.Sum(x) : TensorPrimitives.Dot(weight, x);
                losses[i] += options.Smoothing / classes * ((allWeights * totals[i]) - weighted);
            }
        }
        return sum;
    }

    private static Tensor Reduced(Tensor losses, nn.Reduction reduction, double weightOfRows)
    {
        var sum = 0.0;
        foreach (var loss in losses.Floats)
            sum += loss;
        losses.Dispose();
        var result = Tensor.New(Shape.One);
        result.Floats[0] = (float)(reduction == nn.Reduction.Mean ? sum / weightOfRows : sum);
        return result;
    }

    private static void Gradient(ReadOnlySpan<float> g, ReadOnlySpan<float> logits, ReadOnlySpan<long> target,
        ReadOnlySpan<float> weight,
        ReadOnlySpan<float> totals, Span<float> result, int classes, CrossEntropyOptions options, float factor)
    {
        var even = options.Smoothing / classes;
        var allWeights = weight.IsEmpty ? classes : TensorPrimitives.Sum(weight);
        var rows = target.Length;
        using var numbers = Tensor.Uninitialized([3 * rows]);
        var factors = numbers.Floats[..rows];
        var addends = numbers.Floats.Slice(rows, rows);
        var own = numbers.Floats[(2 * rows)..];
        for (var i = 0; i < rows; i++)
        {
            var isIgnored = target[i] == options.IgnoreIndex;
            var incoming = isIgnored ? 0 : factor * (g.Length == 1 ? g[0] : g[i]);
            own[i] = isIgnored ? 0 : incoming * (1 - options.Smoothing) * (weight.IsEmpty ? 1 : weight[(int)target[i]]);
            factors[i] = own[i] + (incoming * even * allWeights);
            addends[i] = weight.IsEmpty ? -incoming * even : 0;
        }
        CrossEntropyKernel.Gradient(
            logits, classes, target, totals, factors, even > 0 ? addends : default, own, result);
        for (var i = 0; i < rows && even > 0 && !weight.IsEmpty; i++)
        {
            var row = result.Slice(i * classes, classes);
            if (target[i] != options.IgnoreIndex)
                TensorPrimitives.MultiplyAdd(weight, -even * factor * (g.Length == 1 ? g[0] : g[i]), row, row);
        }
    }

    private static void CheckClasses(ReadOnlySpan<long> target, int classes, long ignored)
    {
        foreach (var id in target)
        {
            if (id != ignored && (id < 0 || id >= classes))
                throw new ArgumentOutOfRangeException(
                    nameof(target), id,
                    $"cross_entropy() met class {id}; there are classes 0 to {classes - 1}, and {ignored} is ignored.");
        }
    }

    private readonly struct BackwardStep(
        Tensor logits, Tensor target, Tensor? weight, Tensor totals, CrossEntropyOptions options,
        float factor) : IBackwardStep
    {
        public void Run(Node n)
        {
            var given = Tensor.Uninitialized(logits.Sizes);
            Gradient(n.Gradient.Floats, logits.Floats, target.Longs, weight is null ? default : weight.Floats,
                totals.Floats, given.Floats,
                (int)logits.Sizes[1], options, factor);
            n.Give(0, given);
        }
    }
}
