using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Arithmetic on two operands of which either may be a single number.</summary>
internal interface IBinaryKernel
{
    /// <summary>Element by element.</summary>
    static abstract void Run(ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result);

    /// <summary>One number on the right.</summary>
    static abstract void Run(ReadOnlySpan<float> a, float b, Span<float> result);

    /// <summary>One number on the left.</summary>
    static abstract void Run(float a, ReadOnlySpan<float> b, Span<float> result);
}

/// <summary>Walks through two broadcast operands in runs that lie side by side in memory.</summary>
internal static class Broadcasting
{
    private const int MaximalRank = 16;

    /// <summary>Applies a kernel to two operands broadcast to <paramref name="sizes"/>.</summary>
    public static void Apply<TKernel>(
        Tensor a, Tensor b, ReadOnlySpan<long> sizes, Span<float> result) where TKernel : IBinaryKernel
    {
        if (result.IsEmpty)
            return;
        ReadOnlySpan<float> left = a.Floats, right = b.Floats;
        Span<int> lengths =
            stackalloc int[MaximalRank], strideA = stackalloc int[MaximalRank], strideB = stackalloc int[MaximalRank];
        var rank = Collapse(sizes, a.Sizes, b.Sizes, lengths, strideA, strideB);
        Span<int> counter = stackalloc int[MaximalRank];
        counter.Clear();
        int run = lengths[0], atA = 0, atB = 0;
        for (var start = 0; start < result.Length; start += run)
        {
            var target = result.Slice(start, run);
            if (strideA[0] == strideB[0])
                TKernel.Run(left.Slice(atA, run), right.Slice(atB, run), target);
            else if (strideB[0] == 0)
                TKernel.Run(left.Slice(atA, run), right[atB], target);
            else
                TKernel.Run(left[atA], right.Slice(atB, run), target);
            for (var axis = 1; axis < rank; axis++)
            {
                atA += strideA[axis];
                atB += strideB[axis];
                if (++counter[axis] < lengths[axis])
                    break;
                counter[axis] = 0;
                atA -= strideA[axis] * lengths[axis];
                atB -= strideB[axis] * lengths[axis];
            }
        }
    }

    /// <summary>Copies a tensor, broadcast to <paramref name="sizes"/>.</summary>
    public static void Copy<T>(
        ReadOnlySpan<T> source, ReadOnlySpan<long> from, ReadOnlySpan<long> sizes, Span<T> result)
    {
        if (result.IsEmpty)
            return;
        Span<int> lengths =
            stackalloc int[MaximalRank], stride = stackalloc int[MaximalRank], unused = stackalloc int[MaximalRank];
        var rank = Collapse(sizes, from, from, lengths, stride, unused);
        Span<int> counter = stackalloc int[MaximalRank];
        counter.Clear();
        int run = lengths[0], at = 0;
        for (var start = 0; start < result.Length; start += run)
        {
            if (stride[0] == 0)
                result.Slice(start, run).Fill(source[at]);
            else
                source.Slice(at, run).CopyTo(result.Slice(start, run));
            for (var axis = 1; axis < rank; axis++)
            {
                at += stride[axis];
                if (++counter[axis] < lengths[axis])
                    break;
                counter[axis] = 0;
                at -= stride[axis] * lengths[axis];
            }
        }
    }

    /// <summary>
    /// Adds up a tensor over the axes along which a tensor of shape <paramref name="to"/> was broadcast.
    /// </summary>
    public static void SumTo(
        ReadOnlySpan<float> source, ReadOnlySpan<long> sizes, ReadOnlySpan<long> to, Span<float> result)
    {
        result.Clear();
        if (source.IsEmpty)
            return;
        Span<int> lengths =
            stackalloc int[MaximalRank], stride = stackalloc int[MaximalRank], unused = stackalloc int[MaximalRank];
        var rank = Collapse(sizes, to, to, lengths, stride, unused);
        if (rank == 2 && stride[0] != 0)
        {
            Rows.Sum(source, lengths[1], result, accumulate: false);
            return;
        }
        Span<int> counter = stackalloc int[MaximalRank];
        counter.Clear();
        int run = lengths[0], at = 0;
        for (var start = 0; start < source.Length; start += run)
        {
            var part = source.Slice(start, run);
            if (stride[0] == 0)
                result[at] += TensorPrimitives.Sum(part);
            else
                TensorPrimitives.Add(part, result.Slice(at, run), result.Slice(at, run));
            for (var axis = 1; axis < rank; axis++)
            {
                at += stride[axis];
                if (++counter[axis] < lengths[axis])
                    break;
                counter[axis] = 0;
                at -= stride[axis] * lengths[axis];
            }
        }
    }

    /// <summary>
    /// Joins neighbouring axes that both operands cross in the same way. Axis 0 of the result is the innermost; strides
    /// are in elements, 0 where an operand is repeated.
    /// </summary>
    private static int Collapse(
        ReadOnlySpan<long> sizes, ReadOnlySpan<long> a, ReadOnlySpan<long> b, Span<int> lengths, Span<int> strideA,
        Span<int> strideB)
    {
        if (sizes.Length > MaximalRank)
            throw new NotSupportedException($"A tensor of shape {Shape.Text(sizes)} has more than {MaximalRank} axes.");
        int rank = 0, stepA = 1, stepB = 1;
        for (var i = 1; i <= sizes.Length; i++)
        {
            var length = (int)sizes[^i];
            if (length == 1)
                continue;
            var repeatsA = i > a.Length || a[^i] == 1;
            var repeatsB = i > b.Length || b[^i] == 1;
            var alongA = repeatsA ? 0 : stepA;
            var alongB = repeatsB ? 0 : stepB;
            if (rank > 0 && alongA == strideA[rank - 1] * (repeatsA ? 1 : lengths[rank - 1])
                && alongB == strideB[rank - 1] * (repeatsB ? 1 : lengths[rank - 1])
                && (repeatsA == (strideA[rank - 1] == 0)) && (repeatsB == (strideB[rank - 1] == 0)))
            {
                lengths[rank - 1] *= length;
            }
            else
            {
                (lengths[rank], strideA[rank], strideB[rank]) = (length, alongA, alongB);
                rank++;
            }
            stepA *= repeatsA ? 1 : length;
            stepB *= repeatsB ? 1 : length;
        }
        if (rank == 0)
        {
            (lengths[0], strideA[0], strideB[0]) = (1, 1, 1);
            rank = 1;
        }
        return rank;
    }
}
