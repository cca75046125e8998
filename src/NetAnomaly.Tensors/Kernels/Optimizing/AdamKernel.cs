using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// One step of Adam, AdamW or NAdam in one pass over the parameter, its gradient and both moments, in PyTorch's order
/// of operations.
/// </summary>
internal static unsafe class AdamKernel
{
    private const int Grain = 8192;

    /// <summary>Updates both moments and the parameter.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Step(
        in AdamNumbers numbers, Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> first,
        Span<float> second)
    {
        if (gradient.Length != parameter.Length || first.Length != parameter.Length
            || second.Length != parameter.Length)
        {
            throw new ArgumentException(
                $"A parameter of {parameter.Length} elements cannot be stepped with a gradient of {gradient.Length} "
                    + $"and moments of {first.Length} and {second.Length}.");
        }

        fixed (float* p = parameter, g = gradient, m = first, v = second)
            ParallelFor.RunRanges(parameter.Length, Grain, new Body(numbers, p, g, m, v));
    }

    private readonly struct Body(
        AdamNumbers n, float* parameter, float* gradient, float* first, float* second) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            switch (ChosenWidth.Current)
            {
                case VectorWidth.Bits512:
                    Range<Lanes512, Vector512<float>>(start, end);
                    break;
                case VectorWidth.Bits256:
                    Range<Lanes256, Vector256<float>>(start, end);
                    break;
                case VectorWidth.Bits128:
                    Range<Lanes128, Vector128<float>>(start, end);
                    break;
                default:
                    Range<ScalarLanes, float>(start, end);
                    break;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Range<TLanes, TVector>(nint i, nint end)
            where TLanes : struct, IFloatLanes<TVector>
            where TVector : struct
        {
            for (; i + TLanes.Count <= end; i += TLanes.Count)
                At<TLanes, TVector>(i);
            for (; i < end; i++)
                At<ScalarLanes, float>(i);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void At<TLanes, TVector>(nint i)
            where TLanes : struct, IFloatLanes<TVector>
            where TVector : struct
        {
            TVector p = TLanes.Load(parameter + i);
            TVector g = TLanes.MultiplyAdd(p, TLanes.Create(n.GradientDecay), TLanes.Load(gradient + i));
            TVector m = TLanes.MultiplyAdd(
                g, TLanes.Create(n.Add1), TLanes.Multiply(TLanes.Load(first + i), TLanes.Create(n.Keep1)));
            TVector v = TLanes.MultiplyAdd(
                TLanes.Multiply(g, g), TLanes.Create(n.Add2),
                TLanes.Multiply(TLanes.Load(second + i), TLanes.Create(n.Keep2)));
            TVector root = TLanes.MultiplyAdd(
                TLanes.Sqrt(v), TLanes.Create(1 / n.RootCorrection), TLanes.Create(n.Epsilon));
            TVector along = TLanes.MultiplyAdd(
                g, TLanes.Create(n.GradientStep), TLanes.Multiply(m, TLanes.Create(n.MomentStep)));
            TVector shrunk = TLanes.Multiply(p, TLanes.Create(n.Shrink));
            TLanes.Store(TLanes.Subtract(shrunk, TLanes.Divide(along, root)), parameter + i);
            TLanes.Store(m, first + i);
            TLanes.Store(v, second + i);
        }
    }
}
