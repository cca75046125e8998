using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Sizes of one 1-D convolution.</summary>
internal readonly record struct ConvolutionShape(
    int Samples, int Inputs, int Width, int Outputs, int Kernel, int Stride, int Padding, int Dilation, int Groups)
{
    /// <summary>Number of positions of the kernel.</summary>
    public int Positions => ((Width + (2 * Padding) - (Dilation * (Kernel - 1)) - 1) / Stride) + 1;

    /// <summary>Input values under the kernel within one group.</summary>
    public int Taps => Inputs / Groups * Kernel;
}

/// <summary>
/// 1-D convolution as a matrix product: the input values under the kernel are laid out as columns
/// ((channel, tap) × (sample, position)), and the weight multiplies them.
/// </summary>
internal static class Convolution
{
    /// <summary>Input (N, C, L) or (C, L), weight (O, C / groups, K), bias (O); result (N, O, L').</summary>
    public static Tensor Of(
        Tensor x, Tensor weight, Tensor? bias, long stride, long padding, long dilation, long groups)
    {
        if (x.Rank == 2)
        {
            using var one = new Intermediate(Shaping.Reshape(x, Shape.Joined(Shape.One, x.Sizes)));
            using var many = new Intermediate(Of(one.Value, weight, bias, stride, padding, dilation, groups));
            return Shaping.Reshape(many.Value, many.Value.Sizes.AsSpan(1));
        }
        var shape = Checked(x, weight, bias, stride, padding, dilation, groups);
        var result = Forward(x, weight, bias, shape);
        if (Node.IsNeeded(x, weight, bias))
        {
            var node = Node.Of<BackwardStep>("conv1d", 1, x, weight, bias);
            node.Backward = new(node.Save(x), node.Save(weight), shape);
            node.Attach(result);
        }
        return result;
    }

    private static ConvolutionShape Checked(
        Tensor x, Tensor weight, Tensor? bias, long stride, long padding, long dilation, long groups)
    {
        if (stride < 1 || dilation < 1 || padding < 0 || groups < 1)
            throw new ArgumentException(
                $"conv1d() cannot work with stride {stride}, padding {padding}, dilation {dilation}, groups {groups}.");
        if (x.Rank != 3 || weight.Rank != 3 || x.Sizes[1] != weight.Sizes[1] * groups || weight.Sizes[0] % groups != 0)
            throw new ArgumentException(
                $"conv1d() of shape {Shape.Text(x.Sizes)} does not fit a weight of shape {Shape.Text(weight.Sizes)} "
                    + $"(out, in / groups, kernel) with {groups} groups.");
        if (bias is not null && !bias.Sizes.AsSpan().SequenceEqual([weight.Sizes[0]]))
            throw new ArgumentException(
                $"A bias of shape {Shape.Text(bias.Sizes)} does not fit a weight of shape {Shape.Text(weight.Sizes)}.");
        if (x.Sizes[2] + (2 * padding) < (dilation * (weight.Sizes[2] - 1)) + 1 || weight.Sizes[2] == 0)
            throw new ArgumentException(
                $"The kernel of shape {Shape.Text(weight.Sizes)} with dilation {dilation} is longer than the padded "
                    + $"input of shape {Shape.Text(x.Sizes)}.");
        return new ConvolutionShape((int)x.Sizes[0], (int)x.Sizes[1], (int)x.Sizes[2], (int)weight.Sizes[0],
            (int)weight.Sizes[2],
            (int)stride, (int)padding, (int)dilation, (int)groups);
    }

    private static Tensor Forward(Tensor x, Tensor weight, Tensor? bias, ConvolutionShape s)
    {
        var wide = s.Samples * s.Positions;
        using var columns = Unfold(x.Floats, s);
        using var product = Tensor.Uninitialized([s.Outputs, wide]);
        if (bias is not null)
        {
            for (var o = 0; o < s.Outputs; o++)
                product.Floats.Slice(o * wide, wide).Fill(bias.Floats[o]);
        }
        for (var g = 0; g < s.Groups; g++)
        {
            var rows = s.Outputs / s.Groups;
            MatrixProduct.Multiply(false, false, rows, wide, s.Taps, weight.Floats[(g * rows * s.Taps)..], s.Taps,
                columns.Floats[(g * s.Taps * wide)..], wide, product.Floats[(g * rows * wide)..], wide,
                accumulate: bias is not null);
        }
        using var split = product.View([s.Outputs, s.Samples, s.Positions], tracked: false);
        return Permutation.Of(split, Permutation.OuterSwapped);
    }

    private static void Backward(Node node, Tensor x, Tensor weight, ConvolutionShape s)
    {
        var wide = s.Samples * s.Positions;
        var rows = s.Outputs / s.Groups;
        using var gradient = Permutation.Of(node.Gradient, Permutation.OuterSwapped);
        if (node.Wants(2))
        {
            var target = node.Target(2, [s.Outputs], out var accumulate);
            for (var o = 0; o < s.Outputs; o++)
                target[o] = (accumulate ? target[o] : 0) + TensorPrimitives.Sum(gradient.Floats.Slice(o * wide, wide));
        }
        if (node.Wants(1))
        {
            using var columns = Unfold(x.Floats, s);
            var target = node.Target(1, weight.Sizes, out var accumulate);
            for (var g = 0; g < s.Groups; g++)
            {
                MatrixProduct.Multiply(false, true, rows, s.Taps, wide, gradient.Floats[(g * rows * wide)..], wide,
                    columns.Floats[(g * s.Taps * wide)..], wide, target[(g * rows * s.Taps)..], s.Taps, accumulate);
            }
        }
        if (node.Wants(0))
        {
            using var columns = Tensor.Uninitialized([s.Inputs * s.Kernel, wide]);
            for (var g = 0; g < s.Groups; g++)
            {
                MatrixProduct.Multiply(true, false, s.Taps, wide, rows, weight.Floats[(g * rows * s.Taps)..], s.Taps,
                    gradient.Floats[(g * rows * wide)..], wide, columns.Floats[(g * s.Taps * wide)..], wide,
                    accumulate: false);
            }
            var target = node.Target(0, x.Sizes, out var accumulate);
            if (!accumulate)
                target.Clear();
            Fold(columns.Floats, s, target);
        }
    }

    private static Tensor Unfold(ReadOnlySpan<float> x, ConvolutionShape s)
    {
        var columns = Tensor.Uninitialized([s.Inputs * s.Kernel, s.Samples * s.Positions]);
        var target = columns.Floats;
        target.Clear();
        for (int line = 0, at = 0; line < s.Inputs * s.Kernel; line++)
        {
            var (channel, tap) = (line / s.Kernel, line % s.Kernel);
            var (first, past) = Reach(s, tap);
            for (var sample = 0; sample < s.Samples; sample++, at += s.Positions)
            {
                var row = x.Slice(((sample * s.Inputs) + channel) * s.Width, s.Width);
                for (var p = first; p < past; p++)
                    target[at + p] = row[(p * s.Stride) + (tap * s.Dilation) - s.Padding];
            }
        }
        return columns;
    }

    private static void Fold(ReadOnlySpan<float> columns, ConvolutionShape s, Span<float> x)
    {
        for (int line = 0, at = 0; line < s.Inputs * s.Kernel; line++)
        {
            var (channel, tap) = (line / s.Kernel, line % s.Kernel);
            var (first, past) = Reach(s, tap);
            for (var sample = 0; sample < s.Samples; sample++, at += s.Positions)
            {
                var row = x.Slice(((sample * s.Inputs) + channel) * s.Width, s.Width);
                for (var p = first; p < past; p++)
                    row[(p * s.Stride) + (tap * s.Dilation) - s.Padding] += columns[at + p];
            }
        }
    }

    /// <summary>The positions at which a tap lies on the input rather than on the padding.</summary>
    private static (int First, int Past) Reach(ConvolutionShape s, int tap)
    {
        var shift = s.Padding - (tap * s.Dilation);
        var first = shift <= 0 ? 0 : (shift + s.Stride - 1) / s.Stride;
        var room = s.Width - 1 + shift;
        return (first, room < 0 ? first : Math.Max(first, Math.Min(s.Positions, (room / s.Stride) + 1)));
    }

    private readonly struct BackwardStep(Tensor x, Tensor weight, ConvolutionShape shape) : IBackwardStep
    {
        public void Run(Node n) => Backward(n, x, weight, shape);
    }
}
