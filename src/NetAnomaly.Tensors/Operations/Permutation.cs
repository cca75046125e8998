using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Copies a tensor with its axes in another order.</summary>
internal static class Permutation
{
    /// <summary>The first two of three axes swapped.</summary>
    public static readonly long[] OuterSwapped = [1, 0, 2];

    private const int ElementsOfAPiece = 16384;

    /// <summary>Axis i of the result is axis <c>axes[i]</c> of <paramref name="x"/>; outside the graph.</summary>
    public static Tensor Of(Tensor x, ReadOnlySpan<long> axes)
    {
        var sizes = Shape.Room(axes.Length, stackalloc long[Shape.FewAxes]);
        for (var i = 0; i < axes.Length; i++)
            sizes[i] = x.Sizes[(int)axes[i]];
        var result = Tensor.New(sizes, x.dtype);
        if (x.dtype == ScalarType.Float32 && axes is [1, 0, 2])
            SwapOuter(x, result);
        else if (x.dtype == ScalarType.Float32)
            Copy<float>(x.Floats, x.Sizes, axes, sizes, result.Floats);
        else if (x.dtype == ScalarType.Int64)
            Copy<long>(x.Longs, x.Sizes, axes, sizes, result.Longs);
        else
            Copy<bool>(x.Bools, x.Sizes, axes, sizes, result.Bools);
        return result;
    }

    /// <summary>
    /// Batch-first to time-major and back, the most frequent turn: whole rows, on several threads where there are many.
    /// </summary>
    private static void SwapOuter(Tensor x, Tensor result)
    {
        var (outer, inner, width) = ((int)result.Sizes[0], (int)result.Sizes[1], (int)result.Sizes[2]);
        ParallelFor.RunRanges(
            outer, 1 + (ElementsOfAPiece / Math.Max(1, inner * width)), new Swapping(x, result, outer, inner, width));
    }

    private readonly struct Swapping(Tensor x, Tensor result, int outer, int inner, int width) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            ReadOnlySpan<float> source = x.Floats;
            var target = result.Floats;
            for (var i = start; i < end; i++)
            {
                for (var j = 0; j < inner; j++)
                    source.Slice(((j * outer) + i) * width, width)
                        .CopyTo(target.Slice(((i * inner) + j) * width, width));
            }
        }
    }

    private static void Copy<T>(
        ReadOnlySpan<T> source, ReadOnlySpan<long> from, ReadOnlySpan<long> axes, ReadOnlySpan<long> sizes,
        Span<T> result)
    {
        if (result.IsEmpty)
            return;
        var rank = axes.Length;
        Span<int> stride = stackalloc int[rank + 1], counter = stackalloc int[rank + 1];
        for (var i = 0; i < rank; i++)
        {
            var step = 1;
            for (var j = (int)axes[i] + 1; j < rank; j++)
                step *= (int)from[j];
            stride[i] = step;
        }
        counter.Clear();

        // Trailing axes that stay in place are copied in one run.
        int run = 1, moving = rank;
        while (moving > 0 && axes[moving - 1] == moving - 1)
            run *= (int)sizes[--moving];
        int at = 0, inner = moving > 0 ? (int)sizes[moving - 1] : 1, innerStride = moving > 0 ? stride[moving - 1] : 0;
        for (var start = 0; start < result.Length;)
        {
            for (var i = 0; i < inner; i++, start += run)
            {
                if (run == 1)
                    result[start] = source[at + (i * innerStride)];
                else
                    source.Slice(at + (i * innerStride), run).CopyTo(result[start..]);
            }
            for (var axis = moving - 2; axis >= 0; axis--)
            {
                at += stride[axis];
                if (++counter[axis] < sizes[axis])
                    break;
                counter[axis] = 0;
                at -= stride[axis] * (int)sizes[axis];
            }
        }
    }
}
