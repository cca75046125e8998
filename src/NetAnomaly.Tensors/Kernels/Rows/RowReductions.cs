using System.Runtime.CompilerServices;
using NetAnomaly.Tensors.Kernels.Functions;
using NetAnomaly.Tensors.Kernels.Lanes;

namespace NetAnomaly.Tensors.Kernels.Rows;

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

    /// <summary>The sum of exp(x − shift); each term is also written to <paramref name="terms"/> unless that is null.</summary>
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

    /// <summary>Adds up the rows of a matrix, <paramref name="columns"/> wide and <paramref name="step"/> apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void SumRows(float* matrix, int rows, int columns, nint step, float* sums, bool accumulate)
    {
        nint j = 0;
        for (; j + (2 * TLanes.Count) <= columns; j += 2 * TLanes.Count)
        {
            TVector left = accumulate ? TLanes.Load(sums + j) : default;
            TVector right = accumulate ? TLanes.Load(sums + j + TLanes.Count) : default;
            float* at = matrix + j;
            for (int i = 0; i < rows; i++, at += step)
            {
                left = TLanes.Add(left, TLanes.Load(at));
                right = TLanes.Add(right, TLanes.Load(at + TLanes.Count));
            }

            TLanes.Store(left, sums + j);
            TLanes.Store(right, sums + j + TLanes.Count);
        }

        for (; j < columns; j++)
        {
            float sum = accumulate ? sums[j] : 0;
            for (int i = 0; i < rows; i++)
                sum += matrix[(i * step) + j];
            sums[j] = sum;
        }
    }
}
