using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>What softmax and its relatives do along one row, on one width of registers.</summary>
internal static unsafe class RowReductions<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>The largest element; NaN elements may or may not be seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Largest(float* x, int count)
    {
        float largest = float.NegativeInfinity;
        nint i = 0;
        if (count >= 2 * TLanes.Count)
        {
            TVector first = TLanes.Load(x);
            TVector second = TLanes.Load(x + TLanes.Count);
            for (i = 2 * TLanes.Count; i + (2 * TLanes.Count) <= count; i += 2 * TLanes.Count)
            {
                first = TLanes.Max(first, TLanes.Load(x + i));
                second = TLanes.Max(second, TLanes.Load(x + i + TLanes.Count));
            }

            largest = MathF.Max(TLanes.Largest(first), TLanes.Largest(second));
        }

        for (; i < count; i++)
            largest = MathF.Max(largest, x[i]);
        return largest;
    }

    /// <summary>
    /// The sum of exp(x − shift); each term is also written to <paramref name="terms"/> unless that is null.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float SumExp(float* x, int count, float shift, float* terms)
    {
        TVector less = TLanes.Create(shift);
        TVector first = default;
        TVector second = default;
        nint i = 0;
        for (; i + (2 * TLanes.Count) <= count; i += 2 * TLanes.Count)
        {
            TVector low = Elementary<TLanes, TVector>.Exp(TLanes.Subtract(TLanes.Load(x + i), less));
            TVector high = Elementary<TLanes, TVector>.Exp(TLanes.Subtract(TLanes.Load(x + i + TLanes.Count), less));
            first = TLanes.Add(first, low);
            second = TLanes.Add(second, high);
            if (terms != null)
            {
                TLanes.Store(low, terms + i);
                TLanes.Store(high, terms + i + TLanes.Count);
            }
        }

        float sum = TLanes.Sum(TLanes.Add(first, second));
        for (; i < count; i++)
        {
            float term = Elementary<ScalarLanes, float>.Exp(x[i] - shift);
            sum += term;
            if (terms != null)
                terms[i] = term;
        }

        return sum;
    }

    /// <summary>scale · exp(x − shift) + addend for each element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaledExp(float* x, int count, float shift, float scale, float addend, float* result)
    {
        TVector less = TLanes.Create(shift);
        TVector factor = TLanes.Create(scale);
        TVector more = TLanes.Create(addend);
        nint i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector term = Elementary<TLanes, TVector>.Exp(TLanes.Subtract(TLanes.Load(x + i), less));
            TLanes.Store(TLanes.MultiplyAdd(term, factor, more), result + i);
        }

        for (; i < count; i++)
            result[i] = (Elementary<ScalarLanes, float>.Exp(x[i] - shift) * scale) + addend;
    }

    /// <summary>x · scale for each element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(float* x, int count, float scale, float* result)
    {
        TVector factor = TLanes.Create(scale);
        nint i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            TLanes.Store(TLanes.Multiply(TLanes.Load(x + i), factor), result + i);
        for (; i < count; i++)
            result[i] = x[i] * scale;
    }

    /// <summary>
    /// Adds up the rows of a matrix, or of the products with the elements of another where <paramref name="factors"/>
    /// is not null; both <paramref name="columns"/> wide with rows <paramref name="step"/> apart. Rows are added in
    /// groups and the groups then added, so that rounding errors grow with the square root of their number.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRows(
        float* matrix, float* factors, int rows, int columns, nint step, float* sums, bool accumulate)
    {
        int group = Math.Max(8, (int)MathF.Sqrt(rows));
        nint j = 0;
        for (; factors == null && j + (4 * TLanes.Count) <= columns; j += 4 * TLanes.Count)
            SumFour(matrix + j, rows, step, group, sums + j, accumulate);
        for (; j + TLanes.Count <= columns; j += TLanes.Count)
        {
            TVector sum = SumColumn(matrix + j, factors == null ? null : factors + j, rows, step, group);
            TLanes.Store(accumulate ? TLanes.Add(TLanes.Load(sums + j), sum) : sum, sums + j);
        }

        for (; j < columns; j++)
        {
            float sum = RowReductions<ScalarLanes, float>.SumColumn(
                matrix + j, factors == null ? null : factors + j, rows, step, group);
            sums[j] = accumulate ? sums[j] + sum : sum;
        }
    }

    /// <summary>Four registers of columns at once: their sums do not wait for each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SumFour(float* at, int rows, nint step, int group, float* sums, bool accumulate)
    {
        TVector sum0 = accumulate ? TLanes.Load(sums) : default;
        TVector sum1 = accumulate ? TLanes.Load(sums + TLanes.Count) : default;
        TVector sum2 = accumulate ? TLanes.Load(sums + (2 * TLanes.Count)) : default;
        TVector sum3 = accumulate ? TLanes.Load(sums + (3 * TLanes.Count)) : default;
        for (int start = 0; start < rows; start += group)
        {
            int end = Math.Min(rows, start + group);
            TVector part0 = default;
            TVector part1 = default;
            TVector part2 = default;
            TVector part3 = default;
            for (int i = start; i < end; i++, at += step)
            {
                part0 = TLanes.Add(part0, TLanes.Load(at));
                part1 = TLanes.Add(part1, TLanes.Load(at + TLanes.Count));
                part2 = TLanes.Add(part2, TLanes.Load(at + (2 * TLanes.Count)));
                part3 = TLanes.Add(part3, TLanes.Load(at + (3 * TLanes.Count)));
            }

            sum0 = TLanes.Add(sum0, part0);
            sum1 = TLanes.Add(sum1, part1);
            sum2 = TLanes.Add(sum2, part2);
            sum3 = TLanes.Add(sum3, part3);
        }

        TLanes.Store(sum0, sums);
        TLanes.Store(sum1, sums + TLanes.Count);
        TLanes.Store(sum2, sums + (2 * TLanes.Count));
        TLanes.Store(sum3, sums + (3 * TLanes.Count));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector SumColumn(float* at, float* factor, int rows, nint step, int group)
    {
        TVector sum = default;
        for (int start = 0; start < rows; start += group)
        {
            int end = Math.Min(rows, start + group);
            TVector partial = default;
            if (factor == null)
            {
                for (int i = start; i < end; i++, at += step)
                    partial = TLanes.Add(partial, TLanes.Load(at));
            }
            else
            {
                for (int i = start; i < end; i++, at += step, factor += step)
                    partial = TLanes.MultiplyAdd(TLanes.Load(at), TLanes.Load(factor), partial);
            }

            sum = TLanes.Add(sum, partial);
        }

        return sum;
    }
}
