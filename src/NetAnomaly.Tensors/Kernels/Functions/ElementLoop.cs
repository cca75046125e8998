using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>Applies an element function along arrays, on several threads where they are long.</summary>
internal static unsafe class ElementLoop<TFunction>
    where TFunction : struct, IElementFunction
{
    /// <summary>Elements worth a thread of their own.</summary>
    private const int Grain = 16384;

    public static void Run(ReadOnlySpan<float> x, Span<float> result) => Run(x, default, result);

    /// <summary>The result may be one of the operands, but not overlap one otherwise.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Run(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result)
    {
        Require(x.Length, result.Length);
        if (TFunction.Operands > 1)
            Require(y.Length, result.Length);
        fixed (float* px = x, py = y, pr = result)
            ParallelFor.RunRanges(result.Length, Grain, new Body(px, py, pr));
    }

    private static void Require(int length, int expected)
    {
        if (length != expected)
            throw new ArgumentException(
                $"An operand has {length} elements and the result {expected}; they must be equal.");
    }

    private readonly struct Body(float* x, float* y, float* result) : IParallelRangeBody
    {
        public void Run(int start, int end)
        {
            int count = end - start;
            float* second = TFunction.Operands > 1 ? y + start : null;
            switch (ChosenWidth.Current)
            {
                case VectorWidth.Bits512:
                    Apply<Lanes512, Vector512<float>>(x + start, second, result + start, count);
                    break;
                case VectorWidth.Bits256:
                    Apply<Lanes256, Vector256<float>>(x + start, second, result + start, count);
                    break;
                case VectorWidth.Bits128:
                    Apply<Lanes128, Vector128<float>>(x + start, second, result + start, count);
                    break;
                default:
                    Apply<ScalarLanes, float>(x + start, second, result + start, count);
                    break;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private static void Apply<TLanes, TVector>(float* x, float* y, float* result, int count)
            where TLanes : struct, IFloatLanes<TVector>
            where TVector : struct
        {
            nint i = 0;
            for (; i + TLanes.Count <= count; i += TLanes.Count)
                Step<TLanes, TVector>(x + i, y + i, result + i);

            // The rest goes through a full register too, so that an element has the same value wherever it stands.
            int rest = count - (int)i;
            if (rest == 0)
                return;
            float* padded = stackalloc float[2 * 16];
            new Span<float>(padded, 32).Clear();
            Copy(x + i, padded, rest);
            if (TFunction.Operands > 1)
                Copy(y + i, padded + 16, rest);
            Step<TLanes, TVector>(padded, padded + 16, padded);
            Copy(padded, result + i, rest);
        }

        private static void Copy(float* source, float* target, int count)
        {
            for (int i = 0; i < count; i++)
                target[i] = source[i];
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Step<TLanes, TVector>(float* x, float* y, float* result)
            where TLanes : struct, IFloatLanes<TVector>
            where TVector : struct =>
            TLanes.Store(
                TFunction.Of<TLanes, TVector>(TLanes.Load(x), TFunction.Operands > 1 ? TLanes.Load(y) : default),
                result);
    }
}
