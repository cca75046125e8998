using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Operations;

/// <summary>Back-propagation through time for one direction of one LSTM layer.</summary>
internal static class LstmGradient
{
    private const int Input = 0, InputHidden = 1, HiddenHidden = 2, InputBias = 3, HiddenBias = 4, FirstHidden = 5, FirstCell = 6;

    /// <summary>Gives every input of the layer its gradient.</summary>
    public static void Run(Node node, LstmMemory m, LstmRun run)
    {
        var (width, rows) = (4 * run.Hidden, run.Steps * run.Batch);
        using var gates = Tensor.Uninitialized([rows, width]);
        using var hidden = Tensor.Uninitialized([run.Batch, run.Hidden]);
        using var cell = Tensor.Uninitialized([run.Batch, run.Hidden]);
        Start(node.GradientOf(1), hidden.Floats);
        Start(node.GradientOf(2), cell.Floats);
        Recur(node.GradientOf(0), m, run, gates, hidden.Floats, cell.Floats);

        ReadOnlySpan<float> gradient = gates.Floats;
        if (node.Wants(Input))
        {
            var target = node.Target(Input, m.Input.Sizes, out var accumulate);
            MatrixProduct.Multiply(false, false, rows, run.Inputs, width, gradient, width, m.InputHidden.Floats, run.Inputs, target, run.Inputs, accumulate);
        }
        if (node.Wants(InputHidden))
        {
            var target = node.Target(InputHidden, m.InputHidden.Sizes, out var accumulate);
            MatrixProduct.Multiply(true, false, width, run.Inputs, rows, gradient, width, m.Input.Floats, run.Inputs, target, run.Inputs, accumulate);
        }
        if (node.Wants(HiddenHidden))
        {
            var target = node.Target(HiddenHidden, m.HiddenHidden.Sizes, out var accumulate);
            var before = m.States.Floats.Slice(run.SlotBefore(0) * run.Batch * run.Hidden, rows * run.Hidden);
            MatrixProduct.Multiply(true, false, width, run.Hidden, rows, gradient, width, before, run.Hidden, target, run.Hidden, accumulate);
        }
        GiveBiases(node, gradient, rows, width);
        GiveState(node, FirstHidden, hidden, run);
        GiveState(node, FirstCell, cell, run);
    }

    private static void Recur(Tensor? output, LstmMemory m, LstmRun run, Tensor gates, Span<float> hidden, Span<float> cell)
    {
        var (size, width) = (run.Hidden, 4 * run.Hidden);
        for (var step = run.Steps - 1; step >= 0; step--)
        {
            var t = run.Time(step);
            var gradient = gates.Floats.Slice(t * run.Batch * width, run.Batch * width);
            var values = m.Gates.Floats.Slice(t * run.Batch * width, run.Batch * width);
            var squashed = m.Squashed.Floats.Slice(t * run.Batch * size, run.Batch * size);
            var before = run.StateBlock(m.Cells, run.SlotBefore(t));
            for (var b = 0; b < run.Batch; b++)
            {
                var at = b * size;
                if (run.IsOver(t, b))
                {
                    gradient.Slice(b * width, width).Clear();
                    continue;
                }
                if (output is not null)
                    TensorPrimitives.Add(hidden.Slice(at, size), output.Floats.Slice(((t * run.Batch) + b) * size, size), hidden.Slice(at, size));
                LstmCell.Backward(values.Slice(b * width, width), before.Slice(at, size), squashed.Slice(at, size),
                    hidden.Slice(at, size), cell.Slice(at, size), gradient.Slice(b * width, width));

                // What flowed into this step is spent; the product below brings what flows into the one before.
                hidden.Slice(at, size).Clear();
            }
            MatrixProduct.Multiply(false, false, run.Batch, size, width, gradient, width, m.HiddenHidden.Floats, size, hidden, size, accumulate: true);
        }
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
        for (var input = InputBias; input <= HiddenBias; input++)
        {
            if (node.Wants(input))
                Rows.Sum(gradient, rows, node.Target(input, [width], out var accumulate), accumulate);
        }
    }

    private static void GiveState(Node node, int input, Tensor gradient, LstmRun run)
    {
        if (!node.Wants(input))
            return;
        var given = Tensor.Uninitialized([run.Batch, run.Hidden]);
        gradient.Floats.CopyTo(given.Floats);
        node.Give(input, given);
    }
}
