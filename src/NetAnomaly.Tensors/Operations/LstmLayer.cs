using NetAnomaly.Tensors.Autograd;
using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Operations;

/// <summary>The weights of one direction of one LSTM layer, PyTorch's order of gates: (4H, I), (4H, H), (4H), (4H).</summary>
internal readonly record struct LstmWeights(Tensor InputHidden, Tensor HiddenHidden, Tensor? InputBias, Tensor? HiddenBias);

/// <summary>
/// One direction of one LSTM layer over whole sequences, time-major, as one recorded operation: one product for the inputs of
/// all steps, one per step for the recurrence, and back-propagation through time written out.
/// </summary>
internal static class LstmLayer
{
    /// <summary>
    /// Input (T, B, I), initial states (B, H) or null for zeros, lengths of the sequences or null for T each.
    /// Result: outputs (T, B, H), zero past the end of a sequence, and the last states (B, H).
    /// </summary>
    public static (Tensor Output, Tensor Hidden, Tensor Cell) Of(Tensor x, LstmWeights w, Tensor? hidden, Tensor? cell, bool reverse, int[]? lengths)
    {
        var run = new LstmRun((int)x.Sizes[0], (int)x.Sizes[1], (int)x.Sizes[2], (int)w.HiddenHidden.Sizes[1], reverse, lengths);
        var states = Tensor.Uninitialized([run.Steps + 1, run.Batch, run.Hidden]);
        var cells = Tensor.Uninitialized([run.Steps + 1, run.Batch, run.Hidden]);
        var gates = Tensor.Uninitialized([run.Steps * run.Batch, 4 * run.Hidden]);
        var squashed = Tensor.Uninitialized([run.Steps * run.Batch, run.Hidden]);
        Start(hidden, run.StateBlock(states, run.FirstSlot));
        Start(cell, run.StateBlock(cells, run.FirstSlot));
        Project(x, w, gates, run);
        Forward(w.HiddenHidden.Floats, run, states, cells, gates, squashed);

        var output = Output(states, run);
        var (lastHidden, lastCell) = (Copy(states, run), Copy(cells, run));
        if (Node.IsNeeded(x, w.InputHidden, w.HiddenHidden, w.InputBias, w.HiddenBias, hidden, cell))
        {
            var node = new Node("lstm", 3, x, w.InputHidden, w.HiddenHidden, w.InputBias, w.HiddenBias, hidden, cell);
            var memory = new LstmMemory(node.Save(x), node.Save(w.InputHidden), node.Save(w.HiddenHidden), node.Own(states), node.Own(cells), node.Own(gates), node.Own(squashed));
            node.Backward = n => LstmGradient.Run(n, memory, run);
            node.Attach(output);
            node.Attach(lastHidden, 1);
            node.Attach(lastCell, 2);
        }
        else
        {
            states.Dispose();
            cells.Dispose();
            gates.Dispose();
            squashed.Dispose();
        }
        return (output, lastHidden, lastCell);
    }

    private static void Start(Tensor? given, Span<float> state)
    {
        if (given is null)
            state.Clear();
        else
            given.Floats.CopyTo(state);
    }

    private static void Project(Tensor x, LstmWeights w, Tensor gates, LstmRun run)
    {
        var width = 4 * run.Hidden;
        var rows = run.Steps * run.Batch;
        if (w is { InputBias: { } inputBias, HiddenBias: { } hiddenBias })
        {
            using var bias = Tensor.Uninitialized([width]);
            TensorPrimitives.Add(inputBias.Floats, hiddenBias.Floats, bias.Floats);
            Rows.Repeat(bias.Floats, rows, gates.Floats);
        }
        MatrixProduct.Multiply(false, true, rows, width, run.Inputs, x.Floats, run.Inputs, w.InputHidden.Floats, run.Inputs,
            gates.Floats, width, accumulate: w.InputBias is not null);
    }

    private static void Forward(ReadOnlySpan<float> recurrent, LstmRun run, Tensor states, Tensor cells, Tensor gates, Tensor squashed)
    {
        var (hidden, width) = (run.Hidden, 4 * run.Hidden);
        for (var step = 0; step < run.Steps; step++)
        {
            var t = run.Time(step);
            var stateBefore = run.StateBlock(states, run.SlotBefore(t));
            var state = run.StateBlock(states, run.SlotAfter(t));
            var cellBefore = run.StateBlock(cells, run.SlotBefore(t));
            var cell = run.StateBlock(cells, run.SlotAfter(t));
            var gate = gates.Floats.Slice(t * run.Batch * width, run.Batch * width);
            var squash = squashed.Floats.Slice(t * run.Batch * hidden, run.Batch * hidden);
            MatrixProduct.Multiply(false, true, run.Batch, width, hidden, stateBefore, hidden, recurrent, hidden, gate, width, accumulate: true);
            for (var b = 0; b < run.Batch; b++)
            {
                var (at, size) = (b * hidden, hidden);
                if (run.IsOver(t, b))
                {
                    stateBefore.Slice(at, size).CopyTo(state[at..]);
                    cellBefore.Slice(at, size).CopyTo(cell[at..]);
                    continue;
                }
                LstmCell.Forward(gate.Slice(b * width, width), cellBefore.Slice(at, size), cell.Slice(at, size), squash.Slice(at, size), state.Slice(at, size));
            }
        }
    }

    private static Tensor Output(Tensor states, LstmRun run)
    {
        var result = Tensor.New([run.Steps, run.Batch, run.Hidden]);
        var block = run.Batch * run.Hidden;
        states.Floats.Slice((run.Reverse ? 0 : 1) * block, run.Steps * block).CopyTo(result.Floats);
        for (var t = 0; run.Lengths is not null && t < run.Steps; t++)
        {
            for (var b = 0; b < run.Batch; b++)
            {
                if (run.IsOver(t, b))
                    result.Floats.Slice(((t * run.Batch) + b) * run.Hidden, run.Hidden).Clear();
            }
        }
        return result;
    }

    private static Tensor Copy(Tensor states, LstmRun run)
    {
        var result = Tensor.New([run.Batch, run.Hidden]);
        run.StateBlock(states, run.LastSlot).CopyTo(result.Floats);
        return result;
    }
}

/// <summary>Values that back-propagation through time needs.</summary>
internal sealed record LstmMemory(Tensor Input, Tensor InputHidden, Tensor HiddenHidden, Tensor States, Tensor Cells, Tensor Gates, Tensor Squashed);

/// <summary>
/// Sizes and direction of one pass over time. States lie in T + 1 slots: running forward, slot t is the state before time t;
/// running backward, slot t is the state after it. So outputs, and states before each step, always lie side by side.
/// </summary>
internal sealed record LstmRun(int Steps, int Batch, int Inputs, int Hidden, bool Reverse, int[]? Lengths)
{
    /// <summary>Slot of the initial state.</summary>
    public int FirstSlot => Reverse ? Steps : 0;

    /// <summary>Slot of the last state.</summary>
    public int LastSlot => Reverse ? 0 : Steps;

    /// <summary>Time visited at a step.</summary>
    public int Time(int step) => Reverse ? Steps - 1 - step : step;

    /// <summary>Slot of the state before the step at a time.</summary>
    public int SlotBefore(int time) => Reverse ? time + 1 : time;

    /// <summary>Slot of the state after the step at a time.</summary>
    public int SlotAfter(int time) => Reverse ? time : time + 1;

    /// <summary>A sequence does not reach this time: its state stays, its output is zero.</summary>
    public bool IsOver(int time, int sequence) => Lengths is not null && time >= Lengths[sequence];

    /// <summary>The states of the whole batch in a slot.</summary>
    public Span<float> StateBlock(Tensor states, int slot) => states.Floats.Slice(slot * Batch * Hidden, Batch * Hidden);
}
