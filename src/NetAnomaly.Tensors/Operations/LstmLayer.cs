using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>
/// The weights of one direction of one LSTM layer, PyTorch's order of gates: (4H, I), (4H, H), (4H), (4H).
/// </summary>
internal readonly record struct LstmWeights(
    Tensor InputHidden, Tensor HiddenHidden, Tensor? InputBias, Tensor? HiddenBias);

/// <summary>
/// One direction of one LSTM layer over whole sequences, time-major, as one recorded operation: one product for the
/// inputs of all steps, one per step for the recurrence, and back-propagation through time written out.
/// </summary>
internal static class LstmLayer
{
    /// <summary>
    /// Input (T, B, I), initial states (B, H) or null for zeros. Result: outputs (T, B, H) and the last states (B, H).
    /// </summary>
    public static (Tensor Output, Tensor Hidden, Tensor Cell) Of(
        Tensor x, LstmWeights w, Tensor? hidden, Tensor? cell, bool reverse)
    {
        var run = new LstmRun(
            new LstmSizes((int)x.Sizes[0], (int)x.Sizes[1], (int)x.Sizes[2], (int)w.HiddenHidden.Sizes[1], reverse));
        var states = Tensor.Uninitialized([run.Steps + 1, run.Batch, run.Hidden]);
        var cells = Tensor.Uninitialized([run.Steps + 1, run.Batch, run.Hidden]);
        var recorded = Node.IsNeeded(x, w.InputHidden, w.HiddenHidden, w.InputBias, w.HiddenBias, hidden, cell);
        var gates = Tensor.Uninitialized([recorded ? run.Steps * run.Batch : 0, 4 * run.Hidden]);
        var squashed = Tensor.Uninitialized([recorded ? run.Steps * run.Batch : 0, run.Hidden]);
        Start(hidden, run.StateBlock(states, run.FirstSlot));
        Start(cell, run.StateBlock(cells, run.FirstSlot));
        using (var bias = Bias(w, run))
        {
            LstmSequence.Forward(run.Sizes, x.Floats, w.InputHidden.Floats, w.HiddenHidden.Floats, bias is null
                ? default : bias.Floats,
                states.Floats, cells.Floats, gates.Floats, squashed.Floats);
        }

        var output = Output(states, run);
        var (lastHidden, lastCell) = (Copy(states, run), Copy(cells, run));
        if (recorded)
        {
            var node = Node.Of<LstmStep>(
                "lstm", 3, x, w.InputHidden, w.HiddenHidden, w.InputBias, w.HiddenBias, hidden, cell);
            var memory = new LstmMemory(
                node.Save(x), node.Save(w.InputHidden), node.Save(w.HiddenHidden), node.Own(states), node.Own(cells),
                node.Own(gates), node.Own(squashed));
            node.Backward = new(memory, run);
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

    private static Tensor? Bias(LstmWeights w, LstmRun run)
    {
        if (w is not { InputBias: { } inputBias, HiddenBias: { } hiddenBias })
            return null;
        var bias = Tensor.Uninitialized([4 * run.Hidden]);
        TensorPrimitives.Add(inputBias.Floats, hiddenBias.Floats, bias.Floats);
        return bias;
    }

    // The states are the outputs.
    private static Tensor Output(Tensor states, LstmRun run) =>
        states.Part(run.Sizes.SlotAfter(0) * run.Batch * run.Hidden, [run.Steps, run.Batch, run.Hidden]);

    private static Tensor Copy(Tensor states, LstmRun run)
    {
        var result = Tensor.New([run.Batch, run.Hidden]);
        run.StateBlock(states, run.LastSlot).CopyTo(result.Floats);
        return result;
    }
}

/// <summary>Values that back-propagation through time needs.</summary>
internal readonly record struct LstmMemory(
    Tensor Input, Tensor InputHidden, Tensor HiddenHidden, Tensor States, Tensor Cells, Tensor Gates, Tensor Squashed);

/// <summary>Sizes and direction of one pass over time.</summary>
internal readonly record struct LstmRun(LstmSizes Sizes)
{
    /// <summary>Times.</summary>
    public int Steps => Sizes.Steps;

    /// <summary>Sequences.</summary>
    public int Batch => Sizes.Batch;

    /// <summary>Width of the input.</summary>
    public int Inputs => Sizes.Inputs;

    /// <summary>Width of the state.</summary>
    public int Hidden => Sizes.Hidden;

    /// <summary>Slot of the initial state.</summary>
    public int FirstSlot => Sizes.Reverse ? Steps : 0;

    /// <summary>Slot of the last state.</summary>
    public int LastSlot => Sizes.Reverse ? 0 : Steps;

    /// <summary>The states of the whole batch in a slot.</summary>
    public Span<float> StateBlock(Tensor states, int slot) =>
        states.Floats.Slice(slot * Batch * Hidden, Batch * Hidden);
}
