using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Back-propagation through time for one direction of one LSTM layer.</summary>
internal readonly struct LstmStep(LstmMemory m, LstmRun run) : IBackwardStep
{
    private const int Input =
        0, InputHidden = 1, HiddenHidden = 2, InputBias = 3, HiddenBias = 4, FirstHidden = 5, FirstCell = 6;

    /// <summary>Gives every input of the layer its gradient.</summary>
    public void Run(Node node)
    {
        var (width, rows) = (4 * run.Hidden, run.Steps * run.Batch);
        using var gates = Tensor.Uninitialized([rows, width]);
        using var hidden = Tensor.Uninitialized([run.Batch, run.Hidden]);
        using var cell = Tensor.Uninitialized([run.Batch, run.Hidden]);
        Start(node.GradientOf(1), hidden.Floats);
        Start(node.GradientOf(2), cell.Floats);
        var output = node.GradientOf(0);
        LstmSequence.Backward(run.Sizes, output is null ? default : output.Floats, m.HiddenHidden.Floats,
            m.Cells.Floats, m.Gates.Floats,
            m.Squashed.Floats, hidden.Floats, cell.Floats, gates.Floats);

        ReadOnlySpan<float> gradient = gates.Floats;
        if (node.Wants(Input))
        {
            var target = node.Target(Input, m.Input.Sizes, out var accumulate);
            MatrixProduct.Multiply(
                false, false, rows, run.Inputs, width, gradient, width, m.InputHidden.Floats, run.Inputs, target,
                run.Inputs, accumulate);
        }
        if (node.Wants(InputHidden))
        {
            var target = node.Target(InputHidden, m.InputHidden.Sizes, out var accumulate);
            MatrixProduct.Multiply(
                true, false, width, run.Inputs, rows, gradient, width, m.Input.Floats, run.Inputs, target, run.Inputs,
                accumulate);
        }
        if (node.Wants(HiddenHidden))
        {
            var target = node.Target(HiddenHidden, m.HiddenHidden.Sizes, out var accumulate);
            var before = m.States.Floats.Slice(run.Sizes.SlotBefore(0) * run.Batch * run.Hidden, rows * run.Hidden);
            MatrixProduct.Multiply(
                true, false, width, run.Hidden, rows, gradient, width, before, run.Hidden, target, run.Hidden,
                accumulate);
        }
        GiveBiases(node, gradient, rows, width);
        GiveState(node, FirstHidden, hidden);
        GiveState(node, FirstCell, cell);
    }

    private static void Start(Tensor? given, Span<float> state)
    {
        if (given is null)
            state.Clear();
        else
            given.Floats.CopyTo(state);
    }

    private static void GiveBiases(Node node, ReadOnlySpan<float> gradient, int rows, int width)
    {
        if (!node.Wants(InputBias) || !node.Wants(HiddenBias))
        {
            for (var input = InputBias; input <= HiddenBias; input++)
            {
                if (node.Wants(input))
                    Rows.Sum(gradient, rows, node.Target(input, [width], out var accumulate), accumulate);
            }
            return;
        }

        // Both biases are added to the same sums: one pass over the gradients serves both.
        using var sums = Tensor.Uninitialized([width]);
        Rows.Sum(gradient, rows, sums.Floats, accumulate: false);
        for (var input = InputBias; input <= HiddenBias; input++)
        {
            var target = node.Target(input, [width], out var accumulate);
            if (accumulate)
                VectorMath.Add(target, sums.Floats, target);
            else
                sums.Floats.CopyTo(target);
        }
    }

    private void GiveState(Node node, int input, Tensor gradient)
    {
        if (!node.Wants(input))
            return;
        var given = Tensor.Uninitialized([run.Batch, run.Hidden]);
        gradient.Floats.CopyTo(given.Floats);
        node.Give(input, given);
    }
}
