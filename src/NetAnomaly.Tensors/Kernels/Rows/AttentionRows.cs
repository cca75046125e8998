using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>The softmax of attention along one row of scores, and its gradient.</summary>
internal static unsafe class AttentionRows<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Replaces a row of scores by softmax(scale · scores + bias); by zeros where all of it is −∞. The bias may be
    /// null.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(float* row, int count, float scale, float* bias)
    {
        TVector factor = TLanes.Create(scale);
        TVector largest = TLanes.Create(float.NegativeInfinity);
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector score = TLanes.Multiply(TLanes.Load(row + i), factor);
            if (bias != null)
                score = TLanes.Add(score, TLanes.Load(bias + i));
            TLanes.Store(score, row + i);
            largest = TLanes.Max(largest, score);
        }

        float top = TLanes.Largest(largest);
        for (; i < count; i++)
        {
            row[i] = (row[i] * scale) + (bias == null ? 0 : bias[i]);
            top = MathF.Max(top, row[i]);
        }

        if (float.IsNegativeInfinity(top))
        {
            new Span<float>(row, count).Clear();
            return;
        }

        TVector shift = TLanes.Create(top);
        TVector sums = default;
        for (i = 0; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector term = Elementary<TLanes, TVector>.Exp(TLanes.Subtract(TLanes.Load(row + i), shift));
            TLanes.Store(term, row + i);
            sums = TLanes.Add(sums, term);
        }

        float sum = TLanes.Sum(sums);
        for (; i < count; i++)
        {
            row[i] = Elementary<ScalarLanes, float>.Exp(row[i] - top);
            sum += row[i];
        }

        RowReductions<TLanes, TVector>.Scale(row, count, 1 / sum, row);
    }

    /// <summary>
    /// Replaces the gradient g of a row of weights w by that of its unscaled scores: scale · w (g − Σ w g).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gradient(float* weights, float* row, int count, float scale)
    {
        TVector sums = default;
        int i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            sums = TLanes.MultiplyAdd(TLanes.Load(weights + i), TLanes.Load(row + i), sums);
        float sum = TLanes.Sum(sums);
        for (; i < count; i++)
            sum += weights[i] * row[i];
        TVector less = TLanes.Create(sum);
        TVector factor = TLanes.Create(scale);
        for (i = 0; i + TLanes.Count <= count; i += TLanes.Count)
        {
            TVector weight = TLanes.Multiply(TLanes.Load(weights + i), factor);
            TLanes.Store(TLanes.Multiply(weight, TLanes.Subtract(TLanes.Load(row + i), less)), row + i);
        }

        for (; i < count; i++)
            row[i] = scale * weights[i] * (row[i] - sum);
    }
}
