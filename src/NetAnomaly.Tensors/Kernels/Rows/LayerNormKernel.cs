using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>Layer normalisation of the rows of a matrix. Source: Ba et al. 2016, arXiv 1607.06450.</summary>
internal static unsafe class LayerNormKernel
{
    private const int Grain = 64;

    /// <summary>
    /// Fills the normalised rows, the factor 1 / √(variance + eps) of each, and the result, which may be the same
    /// memory as the normalised rows.
    /// </summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    /// <param name="x">The rows.</param>
    /// <param name="addend">Added to the rows before they are normalised, or empty.</param>
    /// <param name="weight">Scale, one row, or empty.</param>
    /// <param name="bias">Shift, one row, or empty.</param>
    /// <param name="width">Elements of a row.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <param name="normal">Receives the normalised rows.</param>
    /// <param name="scales">Receives the factor of each row.</param>
    /// <param name="result">Receives the scaled and shifted rows.</param>
    public static void Forward(
        ReadOnlySpan<float> x, ReadOnlySpan<float> addend, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias,
        int width, float eps,
        Span<float> normal, Span<float> scales, Span<float> result)
    {
        long count = (long)scales.Length * width;
        Require(x.Length, count);
        if (!addend.IsEmpty)
            Require(addend.Length, count);
        Require(normal.Length, count);
        Require(result.Length, count);
        if (!weight.IsEmpty)
            Require(weight.Length, width);
        if (!bias.IsEmpty)
            Require(bias.Length, width);
        fixed (float* px = x, pa = addend, w = weight, b = bias, n = normal, s = scales, r = result)
            ParallelFor.RunRanges(scales.Length, Grain, new ForwardBody(px, pa, w, b, width, eps, n, s, r));
    }

    /// <summary>The gradient of the rows, given that of the result and what <see cref="Forward"/> left.</summary>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Backward(
        ReadOnlySpan<float> gradient, ReadOnlySpan<float> normal, ReadOnlySpan<float> scales,
        ReadOnlySpan<float> weight,
        int width, Span<float> result)
    {
        long count = (long)scales.Length * width;
        Require(gradient.Length, count);
        Require(normal.Length, count);
        Require(result.Length, count);
        if (!weight.IsEmpty)
            Require(weight.Length, width);
        fixed (float* g = gradient, n = normal, s = scales, w = weight, r = result)
            ParallelFor.RunRanges(scales.Length, Grain, new BackwardBody(g, n, s, w, width, r));
    }

    private static void Require(int length, long expected)
    {
        if (length != expected)
            throw new ArgumentException($"{expected} elements are needed, not {length}.");
    }

    private readonly struct ForwardBody(
        float* x, float* addend, float* weight, float* bias, int width, float eps, float* normal, float* scales,
        float* result) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                nint at = (nint)i * width;
                float* row = x + at;
                if (addend != null)
                {
                    // The sum is not wanted again: it lies where its normalised values will.
                    row = normal + at;
                    VectorMath.Add(
                        new ReadOnlySpan<float>(x + at, width), new ReadOnlySpan<float>(addend + at, width),
                        new Span<float>(row, width));
                }

                scales[i] = ChosenWidth.Current switch
                {
                    VectorWidth.Bits512 =>
                        LayerNormRows<Lanes512, Vector512<float>>.Forward(
                            row, weight, bias, width, eps, normal + at, result + at),
                    VectorWidth.Bits256 =>
                        LayerNormRows<Lanes256, Vector256<float>>.Forward(
                            row, weight, bias, width, eps, normal + at, result + at),
                    VectorWidth.Bits128 =>
                        LayerNormRows<Lanes128, Vector128<float>>.Forward(
                            row, weight, bias, width, eps, normal + at, result + at),
                    _ => LayerNormRows<ScalarLanes, float>.Forward(
                        row, weight, bias, width, eps, normal + at, result + at),
                };
            }
        }
    }

    private readonly struct BackwardBody(
        float* gradient, float* normal, float* scales, float* weight, int width, float* result) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            for (int i = start; i < end; i++)
            {
                nint at = (nint)i * width;
                if (ChosenWidth.Current == VectorWidth.Bits512)
                    LayerNormRows<Lanes512, Vector512<float>>.Backward(
                        gradient + at, normal + at, weight, width, scales[i], result + at);
                else if (ChosenWidth.Current == VectorWidth.Bits256)
                    LayerNormRows<Lanes256, Vector256<float>>.Backward(
                        gradient + at, normal + at, weight, width, scales[i], result + at);
                else if (ChosenWidth.Current == VectorWidth.Bits128)
                    LayerNormRows<Lanes128, Vector128<float>>.Backward(
                        gradient + at, normal + at, weight, width, scales[i], result + at);
                else
                    LayerNormRows<ScalarLanes, float>.Backward(
                        gradient + at, normal + at, weight, width, scales[i], result + at);
            }
        }
    }
}
