using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Operations that move elements without changing them.</summary>
internal static class Shaping
{
    /// <summary>The same memory with other sizes.</summary>
    public static Tensor Reshape(Tensor x, ReadOnlySpan<long> sizes)
    {
        var result = x.View(Shape.Infer(sizes, x.Sizes));
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<ReshapingStep>("reshape", 1, x);
            node.Backward = new(x.Sizes);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>Repeats axes of size 1, and adds axes in front, up to the wanted sizes; -1 keeps a size.</summary>
    public static Tensor Expand(Tensor x, ReadOnlySpan<long> sizes)
    {
        var wanted = Shape.Room(sizes.Length, stackalloc long[Shape.FewAxes]);
        sizes.CopyTo(wanted);
        for (var i = 1; i <= Math.Min(wanted.Length, x.Rank); i++)
        {
            if (wanted[^i] == -1)
                wanted[^i] = x.Sizes[^i];
        }
        if (wanted.Length < x.Rank || !Shape.Broadcast(x.Sizes, wanted).AsSpan().SequenceEqual(wanted))
            throw new ArgumentException(
                $"A tensor of shape {Shape.Text(x.Sizes)} does not expand to {Shape.Text(sizes)}.");
        var result = Tensor.New(wanted, x.dtype);
        if (x.dtype == ScalarType.Float32)
            Broadcasting.Copy<float>(x.Floats, x.Sizes, wanted, result.Floats);
        else if (x.dtype == ScalarType.Int64)
            Broadcasting.Copy<long>(x.Longs, x.Sizes, wanted, result.Longs);
        else
            Broadcasting.Copy<bool>(x.Bools, x.Sizes, wanted, result.Bools);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<ExpandingStep>("expand", 1, x);
            node.Backward = new(x.Sizes);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>Puts the axes in another order.</summary>
    public static Tensor Permute(Tensor x, ReadOnlySpan<long> order)
    {
        var axes = Shape.Room(order.Length, stackalloc long[Shape.FewAxes]);
        var back = Shape.Room(order.Length, stackalloc long[Shape.FewAxes]);
        back.Fill(-1);
        for (var i = 0; i < axes.Length; i++)
        {
            axes[i] = Shape.Axis(order[i], x.Rank);
            if (axes[i] < back.Length)
                back[(int)axes[i]] = i;
        }
        if (axes.Length != x.Rank || back.Contains(-1))
            throw new ArgumentException(
                $"{Shape.Text(order)} does not name every axis of a tensor of shape {Shape.Text(x.Sizes)} once.");
        var result = Permutation.Of(x, axes);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<PermutingStep>("permute", 1, x);
            node.Backward = new(ShapeCache.Of(back));
            node.Attach(result);
        }
        return result;
    }

    /// <summary>Swaps two axes.</summary>
    public static Tensor Transpose(Tensor x, long axis0, long axis1)
    {
        var (a, b) = (Shape.Axis(axis0, x.Rank), Shape.Axis(axis1, x.Rank));
        var order = Shape.Room(x.Rank, stackalloc long[Shape.FewAxes]);
        for (var i = 0; i < order.Length; i++)
            order[i] = i == a ? b : i == b ? a : i;
        return Permute(x, order);
    }

    /// <summary>Every <paramref name="step"/>-th part along an axis, from start up to but without finish.</summary>
    public static Tensor Slice(Tensor x, int axis, long start, long finish, long step)
    {
        var length = x.Sizes[axis];
        start = Math.Clamp(start < 0 ? start + length : start, 0, length);
        finish = Math.Clamp(finish < 0 ? finish + length : finish, start, length);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        var taken = (int)((finish - start + step - 1) / step);
        var result = Tensor.New(Shape.With(x.Sizes, axis, taken), x.dtype);
        var block = new Blocks(x.Sizes, axis);
        if (x.dtype == ScalarType.Float32)
            block.Take<float>(x.Floats, result.Floats, (int)start, (int)step, taken);
        else if (x.dtype == ScalarType.Int64)
            block.Take<long>(x.Longs, result.Longs, (int)start, (int)step, taken);
        else
            block.Take<bool>(x.Bools, result.Bools, (int)start, (int)step, taken);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<SlicingStep>("slice", 1, x);
            node.Backward = new(x.Sizes, block, (int)start, (int)step, taken);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>One part along an axis, without that axis.</summary>
    public static Tensor Select(Tensor x, int axis, long index)
    {
        var length = x.Sizes[axis];
        if (index < -length || index >= length)
            throw new ArgumentOutOfRangeException(
                nameof(index), index, $"Axis {axis} of a tensor of shape {Shape.Text(x.Sizes)} has no index {index}.");
        var at = index < 0 ? index + length : index;
        using var part = new Intermediate(Slice(x, axis, at, at + 1, 1));
        return Reshape(part.Value, Shape.Joined(x.Sizes.AsSpan(0, axis), x.Sizes.AsSpan(axis + 1)));
    }

    /// <summary>Adds constant elements before and after along the last axis.</summary>
    public static Tensor PadLast(Tensor x, int before, int after, float value)
    {
        if (x.Rank == 0)
            throw new ArgumentException("A tensor without axes cannot be padded.");
        var width = (int)x.Sizes[^1];
        var padded = width + before + after;
        if (padded < 0 || before < 0 || after < 0)
            throw new ArgumentException(
                $"Padding by ({before}, {after}) does not fit a tensor of shape {Shape.Text(x.Sizes)}; it must not "
                    + $"be negative.");
        var result = Tensor.New(Shape.With(x.Sizes, x.Rank - 1, padded));
        var source = x.Floats;
        var target = result.Floats;
        target.Fill(value);
        for (var row = 0; padded > 0 && row < target.Length / padded; row++)
            source.Slice(row * width, width).CopyTo(target.Slice((row * padded) + before, width));
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<PaddingStep>("pad", 1, x);
            node.Backward = new(x.Sizes, before, padded);
            node.Attach(result);
        }
        return result;
    }

    private readonly struct ReshapingStep(long[] before) : IBackwardStep
    {
        public void Run(Node n) => n.Give(0, n.Gradient.View(before, tracked: false));
    }

    private readonly struct ExpandingStep(long[] before) : IBackwardStep
    {
        public void Run(Node n) => n.Give(0, Arithmetic.Reduced(n.Gradient, before));
    }

    private readonly struct PermutingStep(long[] back) : IBackwardStep
    {
        public void Run(Node n) => n.Give(0, Permutation.Of(n.Gradient, back));
    }

    private readonly struct SlicingStep(long[] before, Blocks block, int start, int step, int taken) : IBackwardStep
    {
        public void Run(Node n)
        {
            var target = n.Target(0, before, out var accumulate);
            if (!accumulate)
                target.Clear();
            block.Add(n.Gradient.Floats, target, start, step, taken);
        }
    }

    private readonly struct PaddingStep(long[] sizes, int before, int padded) : IBackwardStep
    {
        public void Run(Node n)
        {
            var width = (int)sizes[^1];
            var given = Tensor.Uninitialized(sizes);
            var from = n.Gradient.Floats;
            var to = given.Floats;
            for (var row = 0; width > 0 && row < to.Length / width; row++)
                from.Slice((row * padded) + before, width).CopyTo(to.Slice(row * width, width));
            n.Give(0, given);
        }
    }
}
