using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Picks elements by masks and by ids.</summary>
internal static class Selecting
{
    // An id that no part has.
    private const long None = -1;

    /// <summary>x where the condition holds, else y; shapes broadcast.</summary>
    public static Tensor Where(Tensor condition, Tensor x, Tensor y)
    {
        var sizes = Shape.Broadcast(condition.Sizes, Shape.Broadcast(x.Sizes, y.Sizes));
        using var wideX = new Intermediate(Shaping.Expand(x, sizes));
        using var wideY = new Intermediate(Shaping.Expand(y, sizes));
        using var mask = new Intermediate(Shaping.Expand(condition, sizes));
        if (x.dtype != y.dtype)
            throw new ArgumentException($"where() needs both alternatives of one type, not {x.dtype} and {y.dtype}.");
        var result = Tensor.New(sizes, x.dtype);
        if (x.dtype == ScalarType.Float32)
            Choose<float>(mask.Value.Bools, wideX.Value.Floats, wideY.Value.Floats, result.Floats);
        else if (x.dtype == ScalarType.Int64)
            Choose<long>(mask.Value.Bools, wideX.Value.Longs, wideY.Value.Longs, result.Longs);
        else
            Choose<bool>(mask.Value.Bools, wideX.Value.Bools, wideY.Value.Bools, result.Bools);
        if (Node.IsNeeded(wideX.Value, wideY.Value))
        {
            var node = Node.Of<ChoosingStep>("where", 1, wideX.Value, wideY.Value);
            node.Backward = new(node.Save(mask.Value));
            node.Attach(result);
        }
        return result;
    }

    /// <summary>x with a value where the mask, broadcast to the shape of x, is true.</summary>
    public static Tensor MaskedFill(Tensor x, Tensor mask, Scalar value)
    {
        using var wide = new Intermediate(Shaping.Expand(mask, x.Sizes));
        using var filling = new Intermediate(full_like(x, value));
        return Where(wide.Value, filling.Value, x);
    }

    /// <summary>Parts along an axis, named by ids.</summary>
    public static Tensor IndexSelect(Tensor x, long dim, Tensor index)
    {
        var axis = Shape.Axis(dim, x.Rank);
        var block = new Blocks(x.Sizes, axis);
        var ids = index.Longs;
        if (index.Rank > 1)
            throw new ArgumentException(
                $"index_select() needs ids along one axis, not of shape {Shape.Text(index.Sizes)}.");
        CheckIds(ids, block.Length, "index_select");
        var result = Tensor.New(Shape.With(x.Sizes, axis, ids.Length), x.dtype);
        if (x.dtype == ScalarType.Float32)
            Gathering.Parts<float>(x.Floats, block, ids, result.Floats);
        else if (x.dtype == ScalarType.Int64)
            Gathering.Parts<long>(x.Longs, block, ids, result.Longs);
        else
            Gathering.Parts<bool>(x.Bools, block, ids, result.Bools);
        if (Node.IsNeeded(x))
        {
            var node = Node.Of<PartsStep>("index_select", 1, x);
            node.Backward = new(node.Save(index), x.Sizes, block, None);
            node.Attach(result);
        }
        return result;
    }

    /// <summary>Rows of a table (n × d) named by ids of any shape; rows of the padding id get no gradient.</summary>
    public static Tensor Embedding(Tensor table, Tensor ids, long? padding)
    {
        if (table.Rank != 2)
            throw new ArgumentException(
                $"embedding() needs a table with two axes, not of shape {Shape.Text(table.Sizes)}.");
        var block = new Blocks(table.Sizes, 0);
        CheckIds(ids.Longs, block.Length, "embedding");
        var result = Tensor.New(Shape.Joined(ids.Sizes, [table.Sizes[1]]));
        Gathering.Parts<float>(table.Floats, block, ids.Longs, result.Floats);
        if (Node.IsNeeded(table))
        {
            var node = Node.Of<PartsStep>("embedding", 1, table);
            node.Backward = new(node.Save(ids), table.Sizes, block, padding ?? None);
            node.Attach(result);
        }
        return result;
    }

    private static void CheckIds(ReadOnlySpan<long> ids, int limit, string operation)
    {
        foreach (var id in ids)
        {
            if (id < 0 || id >= limit)
                throw new ArgumentOutOfRangeException(
                    nameof(ids), id, $"{operation}() met id {id}; there are ids 0 to {limit - 1}.");
        }
    }

    private static void Choose<T>(ReadOnlySpan<bool> mask, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> result)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = mask[i] ? x[i] : y[i];
    }

    private static Tensor Masked(Tensor gradient, Tensor mask, bool keep)
    {
        var result = Tensor.Uninitialized(gradient.Sizes);
        var from = gradient.Floats;
        var to = result.Floats;
        var chosen = mask.Bools;
        for (var i = 0; i < to.Length; i++)
            to[i] = chosen[i] == keep ? from[i] : 0;
        return result;
    }

    private readonly struct ChoosingStep(Tensor mask) : IBackwardStep
    {
        public void Run(Node n)
        {
            if (n.Wants(0))
                n.Give(0, Masked(n.Gradient, mask, keep: true));
            if (n.Wants(1))
                n.Give(1, Masked(n.Gradient, mask, keep: false));
        }
    }

    private readonly struct PartsStep(Tensor ids, long[] before, Blocks block, long except) : IBackwardStep
    {
        public void Run(Node n)
        {
            var target = n.Target(0, before, out var accumulate);
            if (!accumulate)
                target.Clear();
            Gathering.AddParts(n.Gradient.Floats, block, ids.Longs, target, except);
        }
    }
}
