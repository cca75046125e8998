using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetAnomaly.Tensors.Kernels.Lanes;
using NetAnomaly.Tensors.Kernels.Threads;

namespace NetAnomaly.Tensors.Kernels.Optimizing;

/// <summary>The numbers of one Adam or AdamW step.</summary>
/// <param name="LearningRate">Learning rate.</param>
/// <param name="Beta1">Memory of the mean gradient.</param>
/// <param name="Beta2">Memory of the mean square.</param>
/// <param name="Epsilon">Added to the root of the mean square.</param>
/// <param name="WeightDecay">AdamW: the parameter shrinks by rate · decay. Adam: decay · parameter joins the gradient.</param>
/// <param name="Decoupled">AdamW rather than Adam.</param>
/// <param name="Step">Number of this step, from 1.</param>
internal readonly record struct AdamSettings(
    float LearningRate, float Beta1, float Beta2, float Epsilon, float WeightDecay, bool Decoupled, long Step);

/// <summary>
/// One step of Adam (Kingma and Ba 2015, arXiv 1412.6980) or AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) in one
/// pass over the parameter, its gradient and both moments, with PyTorch's order of operations.
/// </summary>
internal static unsafe class AdamKernel
{
    private const int Grain = 8192;

    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Step(
        Span<float> parameter, ReadOnlySpan<float> gradient, Span<float> mean, Span<float> square, in AdamSettings settings)
    {
        if (gradient.Length != parameter.Length || mean.Length != parameter.Length || square.Length != parameter.Length)
        {
            throw new ArgumentException(
                $"A parameter of {parameter.Length} elements cannot be stepped with a gradient of {gradient.Length} and moments of {mean.Length} and {square.Length}.");
        }

        double correction1 = 1 - Math.Pow(settings.Beta1, settings.Step);
        double correction2 = 1 - Math.Pow(settings.Beta2, settings.Step);
        fixed (float* p = parameter, g = gradient, m = mean, v = square)
        {
            var body = new Body(
                p, g, m, v, settings, (float)(settings.LearningRate / correction1), (float)(1 / Math.Sqrt(correction2)));
            ParallelFor.RunRanges(parameter.Length, Grain, body);
        }
    }

    private readonly struct Body(
        float* parameter, float* gradient, float* mean, float* square, AdamSettings settings, float stepSize, float rootFactor)
        : IParallelRangeBody
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
            TVector g = TLanes.Load(gradient + i);
            if (settings.Decoupled)
                p = TLanes.Multiply(p, TLanes.Create(1 - (settings.LearningRate * settings.WeightDecay)));
            else
                g = TLanes.MultiplyAdd(p, TLanes.Create(settings.WeightDecay), g);
            TVector m = TLanes.Load(mean + i);
            TVector v = TLanes.Load(square + i);
            m = TLanes.MultiplyAdd(TLanes.Subtract(g, m), TLanes.Create(1 - settings.Beta1), m);
            v = TLanes.MultiplyAdd(
                TLanes.Multiply(g, g), TLanes.Create(1 - settings.Beta2), TLanes.Multiply(v, TLanes.Create(settings.Beta2)));
            TVector root = TLanes.MultiplyAdd(TLanes.Sqrt(v), TLanes.Create(rootFactor), TLanes.Create(settings.Epsilon));
            TVector change = TLanes.Divide(TLanes.Multiply(m, TLanes.Create(stepSize)), root);
            TLanes.Store(TLanes.Subtract(p, change), parameter + i);
            TLanes.Store(m, mean + i);
            TLanes.Store(v, square + i);
        }
    }
}
