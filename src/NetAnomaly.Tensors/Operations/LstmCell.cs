using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Operations;

/// <summary>
/// The pointwise part of one LSTM step for one sequence of the batch. Gates lie side by side: input, forget, cell, output.
/// Source: torch.nn.LSTM documentation (Hochreiter and Schmidhuber 1997, with forget gates).
/// </summary>
internal static class LstmCell
{
    /// <summary>
    /// Turns gate sums into gate values in place, c = f c' + i g, h = o tanh c.
    /// </summary>
    /// <param name="gates">4H gate sums, overwritten with gate values.</param>
    /// <param name="before">Cell state before the step, H.</param>
    /// <param name="cell">Receives the cell state after it, H.</param>
    /// <param name="squashed">Receives tanh of the cell state, H.</param>
    /// <param name="hidden">Receives the output, H.</param>
    public static void Forward(Span<float> gates, ReadOnlySpan<float> before, Span<float> cell, Span<float> squashed, Span<float> hidden)
    {
        var size = cell.Length;
        var inputForget = gates[..(2 * size)];
        var candidate = gates.Slice(2 * size, size);
        var output = gates.Slice(3 * size, size);
        VectorMath.Sigmoid(inputForget, inputForget);
        VectorMath.Tanh(candidate, candidate);
        VectorMath.Sigmoid(output, output);
        TensorPrimitives.Multiply(gates.Slice(size, size), before, cell);
        TensorPrimitives.MultiplyAdd(gates[..size], candidate, cell, cell);
        VectorMath.Tanh(cell, squashed);
        TensorPrimitives.Multiply(output, squashed, hidden);
    }

    /// <summary>
    /// The gradients of the gate sums, and in place the gradient of the cell state before the step.
    /// </summary>
    /// <param name="gates">4H gate values.</param>
    /// <param name="before">Cell state before the step, H.</param>
    /// <param name="squashed">tanh of the cell state after it, H.</param>
    /// <param name="hiddenGradient">Gradient of the output, H.</param>
    /// <param name="cellGradient">Gradient of the cell state after the step, overwritten with that before it, H.</param>
    /// <param name="gateGradient">Receives the gradients of the gate sums, 4H.</param>
    public static void Backward(ReadOnlySpan<float> gates, ReadOnlySpan<float> before, ReadOnlySpan<float> squashed,
        ReadOnlySpan<float> hiddenGradient, Span<float> cellGradient, Span<float> gateGradient)
    {
        var size = cellGradient.Length;
        var input = gates[..size];
        var forget = gates.Slice(size, size);
        var candidate = gates.Slice(2 * size, size);
        var output = gates.Slice(3 * size, size);
        var toInput = gateGradient[..size];
        var toForget = gateGradient.Slice(size, size);
        var toCandidate = gateGradient.Slice(2 * size, size);
        var toOutput = gateGradient.Slice(3 * size, size);
        for (var j = 0; j < size; j++)
        {
            var (i, f, g, o, t, dh) = (input[j], forget[j], candidate[j], output[j], squashed[j], hiddenGradient[j]);
            var dc = cellGradient[j] + (dh * o * (1 - (t * t)));
            toInput[j] = dc * g * i * (1 - i);
            toForget[j] = dc * before[j] * f * (1 - f);
            toCandidate[j] = dc * i * (1 - (g * g));
            toOutput[j] = dh * t * o * (1 - o);
            cellGradient[j] = dc * f;
        }
    }
}
