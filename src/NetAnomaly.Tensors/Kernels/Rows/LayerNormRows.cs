using System.Runtime.CompilerServices;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>Layer normalisation of one row, and its gradient.</summary>
internal static unsafe class LayerNormRows<TLanes, TVector>
    where TLanes : struct, IFloatLanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// normal = (x − mean) · s and result = normal · weight + bias; returns s = 1 / √(variance + eps). Weight and bias
    /// may be null.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float Forward(
        float* x, float* weight, float* bias, int width, float eps, float* normal, float* result)
    {
        TVector sums = default;
        int i = 0;
        for (; i + TLanes.Count <= width; i += TLanes.Count)
            sums = TLanes.Add(sums, TLanes.Load(x + i));
        float sum = TLanes.Sum(sums);
        for (; i < width; i++)
            sum += x[i];
        float mean = sum / width;
        TVector less = TLanes.Create(mean);
        sums = default;
        for (i = 0; i + TLanes.Count <= width; i += TLanes.Count)
        {
            TVector centred = TLanes.Subtract(TLanes.Load(x + i), less);
            sums = TLanes.MultiplyAdd(centred, centred, sums);
            TLanes.Store(centred, normal + i);
        }

        sum = TLanes.Sum(sums);
        for (; i < width; i++)
        {
            normal[i] = x[i] - mean;
            sum += normal[i] * normal[i];
        }

        float scale = 1 / MathF.Sqrt((sum / width) + eps);
        TVector factor = TLanes.Create(scale);
        for (i = 0; i + TLanes.Count <= width; i += TLanes.Count)
        {
            TVector value = TLanes.Multiply(TLanes.Load(normal + i), factor);
            TLanes.Store(value, normal + i);
            if (weight != null)
                value = TLanes.Multiply(value, TLanes.Load(weight + i));
            if (bias != null)
                value = TLanes.Add(value, TLanes.Load(bias + i));
            TLanes.Store(value, result + i);
        }

        for (; i < width; i++)
        {
            normal[i] *= scale;
            result[i] = (normal[i] * (weight == null ? 1 : weight[i])) + (bias == null ? 0 : bias[i]);
        }

        return scale;
    }

    /// <summary>
    /// With y = w n and n normal: dx = s (dn − mean(dn) − n mean(dn n)), where dn = w dy. The weight may be null.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Backward(float* gradient, float* normal, float* weight, int width, float scale, float* result)
    {
        TVector sums = default;
        TVector alongs = default;
        int i = 0;
        for (; i + TLanes.Count <= width; i += TLanes.Count)
        {
            TVector inner = TLanes.Load(gradient + i);
            if (weight != null)
                inner = TLanes.Multiply(inner, TLanes.Load(weight + i));
            TLanes.Store(inner, result + i);
            sums = TLanes.Add(sums, inner);
            alongs = TLanes.MultiplyAdd(inner, TLanes.Load(normal + i), alongs);
        }

        float sum = TLanes.Sum(sums);
        float along = TLanes.Sum(alongs);
        for (; i < width; i++)
        {
            result[i] = gradient[i] * (weight == null ? 1 : weight[i]);
            sum += result[i];
            along += result[i] * normal[i];
        }

        float mean = sum / width;
        along /= width;
        TVector less = TLanes.Create(mean);
        TVector lessAlong = TLanes.Create(-along);
        TVector factor = TLanes.Create(scale);
        for (i = 0; i + TLanes.Count <= width; i += TLanes.Count)
        {
            TVector rest = TLanes.MultiplyAdd(
                TLanes.Load(normal + i), lessAlong, TLanes.Subtract(TLanes.Load(result + i), less));
            TLanes.Store(TLanes.Multiply(rest, factor), result + i);
        }

        for (; i < width; i++)
            result[i] = (result[i] - mean - (normal[i] * along)) * scale;
    }
}
