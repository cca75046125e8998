namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// One layer of an LSTM in one direction; its gates are input, forget, cell and output, in this order.
/// </summary>
internal sealed class LstmDirection : IReferenceLayer
{
    private const int Gates = 4;

    private readonly ReferenceParameter fromInput;
    private readonly ReferenceParameter fromHidden;
    private readonly ReferenceParameter inputBias;
    private readonly ReferenceParameter hiddenBias;
    private readonly int inputs;
    private readonly int hidden;
    private readonly bool fromEnd;
    private double[] input = [];
    private double[] output = [];
    private double[] gates = [];
    private double[] cells = [];

    /// <summary>A layer of zeros.</summary>
    /// <param name="inputs">Width of a step that comes in.</param>
    /// <param name="hidden">Width of the state.</param>
    /// <param name="suffix">The end of the engines' names of its weights, such as <c>_l0</c>.</param>
    /// <param name="fromEnd">Whether it begins with the last step.</param>
    public LstmDirection(int inputs, int hidden, string suffix, bool fromEnd)
    {
        (this.inputs, this.hidden, this.fromEnd) = (inputs, hidden, fromEnd);
        fromInput = new ReferenceParameter("weight_ih" + suffix, Gates * hidden, inputs);
        fromHidden = new ReferenceParameter("weight_hh" + suffix, Gates * hidden, hidden);
        inputBias = new ReferenceParameter("bias_ih" + suffix, Gates * hidden);
        hiddenBias = new ReferenceParameter("bias_hh" + suffix, Gates * hidden);
    }

    public IReadOnlyList<ReferenceParameter> Parameters => [fromInput, fromHidden, inputBias, hiddenBias];

    private int Steps => input.Length / inputs;

    public double[] Forward(double[] input)
    {
        this.input = input;
        output = new double[Steps * hidden];
        cells = new double[Steps * hidden];
        gates = new double[Steps * hidden * Gates];
        for (var turn = 0; turn < Steps; turn++)
        {
            var (step, last) = (StepOf(turn), StepOf(turn - 1));
            var now = gates.AsSpan(step * hidden * Gates, hidden * Gates);
            for (var gate = 0; gate < now.Length; gate++)
            {
                var sum = inputBias.Values[gate] + hiddenBias.Values[gate];
                sum += ReferenceRows.Dot(fromInput.Row(gate), input.AsSpan(step * inputs, inputs));
                if (turn > 0) sum += ReferenceRows.Dot(fromHidden.Row(gate), output.AsSpan(last * hidden, hidden));
                now[gate] = gate / hidden == 2 ? Math.Tanh(sum) : 1 / (1 + Math.Exp(-sum));
            }

            for (var unit = 0; unit < hidden; unit++)
            {
                var (keep, add) = (now[hidden + unit], now[unit] * now[(2 * hidden) + unit]);
                var cell = add + (turn > 0 ? keep * cells[(last * hidden) + unit] : 0);
                cells[(step * hidden) + unit] = cell;
                output[(step * hidden) + unit] = now[(3 * hidden) + unit] * Math.Tanh(cell);
            }
        }

        return output;
    }

    public double[] Backward(double[] gradient, double times)
    {
        var result = new double[input.Length];
        double[] toOutput = new double[hidden], toCell = new double[hidden], toGates = new double[hidden * Gates];
        for (var turn = Steps - 1; turn >= 0; turn--)
        {
            var (step, last) = (StepOf(turn), StepOf(turn - 1));
            ReferenceRows.AddScaled(toOutput, 1, gradient.AsSpan(step * hidden, hidden));
            IntoGates(step, turn > 0 ? last : null, toOutput, toCell, toGates);
            Array.Clear(toOutput);
            for (var gate = 0; gate < toGates.Length; gate++)
            {
                ReferenceRows.AddScaled(result.AsSpan(step * inputs, inputs), toGates[gate], fromInput.Row(gate));
                ReferenceRows.AddScaled(
                    fromInput.GradientRow(gate), times * toGates[gate], input.AsSpan(step * inputs, inputs));
                inputBias.Gradient[gate] += times * toGates[gate];
                hiddenBias.Gradient[gate] += times * toGates[gate];
                if (turn == 0) continue;
                ReferenceRows.AddScaled(toOutput, toGates[gate], fromHidden.Row(gate));
                var before = output.AsSpan(last * hidden, hidden);
                ReferenceRows.AddScaled(fromHidden.GradientRow(gate), times * toGates[gate], before);
            }
        }

        return result;
    }

    // From the gradient of a step's output and of its cell to those of its gates before their functions, and of the
    // cell before.
    private void IntoGates(int step, int? last, double[] toOutput, double[] toCell, double[] toGates)
    {
        var now = gates.AsSpan(step * hidden * Gates, hidden * Gates);
        for (var unit = 0; unit < hidden; unit++)
        {
            var (enter, keep) = (now[unit], now[hidden + unit]);
            var (fresh, emit) = (now[(2 * hidden) + unit], now[(3 * hidden) + unit]);
            var shown = Math.Tanh(cells[(step * hidden) + unit]);
            var cell = toCell[unit] + (toOutput[unit] * emit * (1 - (shown * shown)));
            toGates[unit] = cell * fresh * enter * (1 - enter);
            toGates[hidden + unit] = last is { } from ? cell * cells[(from * hidden) + unit] * keep * (1 - keep) : 0;
            toGates[(2 * hidden) + unit] = cell * enter * (1 - (fresh * fresh));
            toGates[(3 * hidden) + unit] = toOutput[unit] * shown * emit * (1 - emit);
            toCell[unit] = cell * keep;
        }
    }

    private int StepOf(int turn) => fromEnd ? Steps - 1 - turn : turn;
}
