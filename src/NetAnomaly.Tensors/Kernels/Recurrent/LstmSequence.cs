using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetAnomaly.Tensors.Kernels;

/// <summary>
/// One direction of one LSTM layer over whole sequences, time-major. Sequences of a batch do not touch each other, so
/// each thread takes some of them through all the steps: no thread waits for another between steps, and what a step
/// leaves behind is still in the thread's cache at the next.
/// </summary>
internal static unsafe class LstmSequence
{
    /// <summary>Fewest sequences worth a thread of their own.</summary>
    private const int FewestSequences = 4;

    /// <summary>Runs the layer.</summary>
    /// <param name="sizes">Sizes and direction.</param>
    /// <param name="input">Steps × Batch × Inputs.</param>
    /// <param name="inputWeights">4 Hidden × Inputs.</param>
    /// <param name="hiddenWeights">4 Hidden × Hidden.</param>
    /// <param name="bias">4 Hidden, or empty.</param>
    /// <param name="states">Steps + 1 slots of Batch × Hidden, the first (in the order of time) given.</param>
    /// <param name="cells">The same for the cell state.</param>
    /// <param name="gates">Receives the gate values, Steps × Batch × 4 Hidden; empty where no gradient is
    /// wanted.</param>
    /// <param name="squashed">Receives the hyperbolic tangent of the cell state, Steps × Batch × Hidden; or
    /// empty.</param>
    /// <exception cref="ArgumentException">A span does not have the length that the sizes ask for.</exception>
    public static void Forward(
        LstmSizes sizes, ReadOnlySpan<float> input, ReadOnlySpan<float> inputWeights,
        ReadOnlySpan<float> hiddenWeights, ReadOnlySpan<float> bias, Span<float> states, Span<float> cells,
        Span<float> gates, Span<float> squashed)
    {
        long rows = (long)sizes.Steps * sizes.Batch;
        long slots = (sizes.Steps + 1L) * sizes.Batch * sizes.Hidden;
        Require(nameof(input), input.Length, rows * sizes.Inputs, false);
        Require(nameof(inputWeights), inputWeights.Length, (long)sizes.Gates * sizes.Inputs, false);
        Require(nameof(hiddenWeights), hiddenWeights.Length, (long)sizes.Gates * sizes.Hidden, false);
        Require(nameof(bias), bias.Length, sizes.Gates, true);
        Require(nameof(states), states.Length, slots, false);
        Require(nameof(cells), cells.Length, slots, false);
        Require(nameof(gates), gates.Length, rows * sizes.Gates, true);
        Require(nameof(squashed), squashed.Length, rows * sizes.Hidden, true);
        bool keep = !gates.IsEmpty && !squashed.IsEmpty;
        fixed (
            float* px = input, pwi = inputWeights, pwh = hiddenWeights, pb = bias, ps = states, pc = cells, pg = gates,
            pq = squashed)
        {
            // The tiles read weights along the outputs: transposed once, they serve every step.
            nint block = (nint)sizes.Batch * (sizes.Gates + sizes.Hidden);
            float* turnedInput = Scratch.Take(((nint)sizes.Gates * (sizes.Inputs + sizes.Hidden)) + (keep ? 0 : block));
            float* turnedHidden = turnedInput + ((nint)sizes.Gates * sizes.Inputs);
            float* scratch = turnedHidden + ((nint)sizes.Gates * sizes.Hidden);
            MatrixPacking.Transpose(pwi, sizes.Inputs, sizes.Gates, sizes.Inputs, turnedInput, sizes.Gates);
            MatrixPacking.Transpose(pwh, sizes.Hidden, sizes.Gates, sizes.Hidden, turnedHidden, sizes.Gates);
            var body = new ForwardBody(
                sizes, px, turnedInput, turnedHidden, pb, ps, pc,
                keep ? pg : scratch, keep ? pq : scratch + ((nint)sizes.Batch * sizes.Gates), keep);
            Share(sizes, body);
        }
    }

    /// <summary>
    /// Back-propagation through time: the gradients of all gate sums, from which products over all the steps at once
    /// give those of weights and input.
    /// </summary>
    /// <param name="sizes">Sizes and direction.</param>
    /// <param name="output">Gradient of the outputs, Steps × Batch × Hidden; empty for none.</param>
    /// <param name="hiddenWeights">4 Hidden × Hidden.</param>
    /// <param name="cells">As <see cref="Forward"/> left them.</param>
    /// <param name="gates">As <see cref="Forward"/> left them.</param>
    /// <param name="squashed">As <see cref="Forward"/> left them.</param>
    /// <param name="hidden">Batch × Hidden: the gradient of the last state, replaced by that of the first.</param>
    /// <param name="cell">Batch × Hidden: the same for the cell state.</param>
    /// <param name="gateGradient">Receives the gradients of the gate sums, Steps × Batch × 4 Hidden.</param>
    /// <exception cref="ArgumentException">A span does not have the length that the sizes ask for.</exception>
    public static void Backward(
        LstmSizes sizes, ReadOnlySpan<float> output, ReadOnlySpan<float> hiddenWeights,
        ReadOnlySpan<float> cells, ReadOnlySpan<float> gates, ReadOnlySpan<float> squashed,
        Span<float> hidden, Span<float> cell, Span<float> gateGradient)
    {
        long rows = (long)sizes.Steps * sizes.Batch;
        Require(nameof(output), output.Length, rows * sizes.Hidden, true);
        Require(nameof(hiddenWeights), hiddenWeights.Length, (long)sizes.Gates * sizes.Hidden, false);
        Require(nameof(cells), cells.Length, (sizes.Steps + 1L) * sizes.Batch * sizes.Hidden, false);
        Require(nameof(gates), gates.Length, rows * sizes.Gates, false);
        Require(nameof(squashed), squashed.Length, rows * sizes.Hidden, false);
        Require(nameof(hidden), hidden.Length, (long)sizes.Batch * sizes.Hidden, false);
        Require(nameof(cell), cell.Length, (long)sizes.Batch * sizes.Hidden, false);
        Require(nameof(gateGradient), gateGradient.Length, rows * sizes.Gates, false);
        fixed (
            float* po = output, pwh = hiddenWeights, pc = cells, pg = gates, pq = squashed, ph = hidden, pdc = cell,
            pdg = gateGradient)
            Share(sizes, new BackwardBody(sizes, po, pwh, pc, pg, pq, ph, pdc, pdg));
    }

    private static void Share<TBody>(LstmSizes sizes, TBody body)
        where TBody : struct, IParallelRangeBody
    {
        int pieces = Math.Clamp(sizes.Batch / FewestSequences, 1, ParallelFor.ThreadCount);
        int size = (sizes.Batch + pieces - 1) / pieces;
        size = Math.Min(sizes.Batch, (size + FewestSequences - 1) / FewestSequences * FewestSequences);
        if (size > 0)
            ParallelFor.Run((sizes.Batch + size - 1) / size, new Piece<TBody>(body, sizes.Batch, size));
    }

    private static void Require(string name, int length, long expected, bool orEmpty)
    {
        if (length != expected && !(orEmpty && length == 0))
            throw new ArgumentException($"{expected} elements are needed, not {length}.", name);
    }

    private readonly struct Piece<TBody>(TBody body, int length, int size) : IParallelBody
        where TBody : struct, IParallelRangeBody
    {
        public void Run(int index) => body.Run(index * size, Math.Min(length, (index + 1) * size));
    }

    private readonly struct ForwardBody(
        LstmSizes sizes, float* input, float* inputWeights, float* hiddenWeights, float* bias,
        float* states, float* cells, float* gates, float* squashed, bool keep) : IParallelRangeBody
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            int hidden = sizes.Hidden;
            for (int step = 0; step < sizes.Steps; step++)
            {
                int time = sizes.Time(step);
                nint row = ((nint)time * sizes.Batch) + start;
                nint before = ((nint)sizes.SlotBefore(time) * sizes.Batch) + start;
                nint after = ((nint)sizes.SlotAfter(time) * sizes.Batch) + start;
                nint kept = keep ? row : start;
                float* gate = gates + (kept * sizes.Gates);
                Product(end - start, sizes.Inputs, input + (row * sizes.Inputs), inputWeights, gate, bias, 0);
                Product(end - start, hidden, states + (before * hidden), hiddenWeights, gate, gate, sizes.Gates);
                for (int i = start; i < end; i++, before++, after++, kept++)
                {
                    Pointwise(
                        gates + (kept * sizes.Gates), cells + (before * hidden), cells + (after * hidden),
                        squashed + (kept * hidden), states + (after * hidden));
                }
            }
        }

        private void Product(
            int rows, int depth, float* left, float* weights, float* gate, float* start, nint startStep) =>
            MatrixProduct.Block(new ProductShape(
                rows, sizes.Gates, depth, new StridedMatrix(left, depth, 1), new StridedMatrix(weights, sizes.Gates, 1),
                start, startStep, gate, sizes.Gates));

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Pointwise(float* gate, float* before, float* cell, float* squash, float* hidden)
        {
            switch (ChosenWidth.Current)
            {
                case VectorWidth.Bits512:
                    LstmPointwise<Lanes512, Vector512<float>>.Forward(gate, before, cell, squash, hidden, sizes.Hidden);
                    break;
                case VectorWidth.Bits256:
                    LstmPointwise<Lanes256, Vector256<float>>.Forward(gate, before, cell, squash, hidden, sizes.Hidden);
                    break;
                case VectorWidth.Bits128:
                    LstmPointwise<Lanes128, Vector128<float>>.Forward(gate, before, cell, squash, hidden, sizes.Hidden);
                    break;
                default:
                    LstmPointwise<ScalarLanes, float>.Forward(gate, before, cell, squash, hidden, sizes.Hidden);
                    break;
            }
        }
    }

    private readonly struct BackwardBody(
        LstmSizes sizes, float* output, float* hiddenWeights, float* cells, float* gates, float* squashed,
        float* hidden, float* cell, float* gateGradient) : IParallelRangeBody
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Run(int start, int end)
        {
            int size = sizes.Hidden;
            for (int step = sizes.Steps - 1; step >= 0; step--)
            {
                int time = sizes.Time(step);
                nint first = ((nint)time * sizes.Batch) + start;
                nint before = ((nint)sizes.SlotBefore(time) * sizes.Batch) + start;
                nint row = first;
                for (int i = start; i < end; i++, row++, before++)
                {
                    Pointwise(
                        gates + (row * sizes.Gates), cells + (before * size), squashed + (row * size),
                        output == null ? null : output + (row * size),
                        hidden + ((nint)i * size), cell + ((nint)i * size), gateGradient + (row * sizes.Gates));
                }

                MatrixProduct.Block(new ProductShape(
                    end - start, size, sizes.Gates,
                    new StridedMatrix(gateGradient + (first * sizes.Gates), sizes.Gates, 1),
                    new StridedMatrix(hiddenWeights, size, 1), null, size, hidden + ((nint)start * size), size));
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Pointwise(
            float* gate, float* before, float* squash, float* outer, float* inner, float* cellGradient, float* gradient)
        {
            switch (ChosenWidth.Current)
            {
                case VectorWidth.Bits512:
                    LstmPointwise<Lanes512, Vector512<float>>.Backward(
                        gate, before, squash, outer, inner, cellGradient, gradient, sizes.Hidden);
                    break;
                case VectorWidth.Bits256:
                    LstmPointwise<Lanes256, Vector256<float>>.Backward(
                        gate, before, squash, outer, inner, cellGradient, gradient, sizes.Hidden);
                    break;
                case VectorWidth.Bits128:
                    LstmPointwise<Lanes128, Vector128<float>>.Backward(
                        gate, before, squash, outer, inner, cellGradient, gradient, sizes.Hidden);
                    break;
                default:
                    LstmPointwise<ScalarLanes, float>.Backward(
                        gate, before, squash, outer, inner, cellGradient, gradient, sizes.Hidden);
                    break;
            }
        }
    }
}
