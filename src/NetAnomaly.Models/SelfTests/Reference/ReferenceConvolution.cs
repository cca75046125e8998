namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>
/// A 1-D convolution of stride 1 over steps, zeros beyond both ends: (steps × channels) to as many steps.
/// </summary>
internal sealed class ReferenceConvolution : IReferenceLayer
{
    private readonly ReferenceParameter weight;
    private readonly ReferenceParameter bias;
    private readonly int inputs;
    private readonly int outputs;
    private readonly int taps;
    private readonly int before;
    private double[] input = [];

    /// <summary>A layer of zeros.</summary>
    /// <param name="inputs">Channels that come in.</param>
    /// <param name="outputs">Channels that go out.</param>
    /// <param name="taps">Steps that a result sees.</param>
    /// <param name="before">How many of them lie before it; all but one where the convolution is causal.</param>
    public ReferenceConvolution(int inputs, int outputs, int taps, int before)
    {
        (this.inputs, this.outputs, this.taps, this.before) = (inputs, outputs, taps, before);
        weight = new ReferenceParameter("weight", outputs, inputs, taps);
        bias = new ReferenceParameter("bias", outputs);
    }

    public IReadOnlyList<ReferenceParameter> Parameters => [weight, bias];

    public double[] Forward(double[] input)
    {
        this.input = input;
        var steps = input.Length / inputs;
        var result = new double[steps * outputs];
        for (var at = 0; at < result.Length; at++) result[at] = bias.Values[at % outputs];
        for (var tap = 0; tap < taps; tap++)
        {
            var matrix = Matrix(tap);
            foreach (var (to, from) in Pairs(tap, steps))
            {
                for (var output = 0; output < outputs; output++)
                {
                    var row = matrix.AsSpan(output * inputs, inputs);
                    result[(to * outputs) + output] += ReferenceRows.Dot(row, input.AsSpan(from * inputs, inputs));
                }
            }
        }

        return result;
    }

    public double[] Backward(double[] gradient, double times)
    {
        var steps = input.Length / inputs;
        var result = new double[input.Length];
        for (var at = 0; at < gradient.Length; at++) bias.Gradient[at % outputs] += times * gradient[at];
        for (var tap = 0; tap < taps; tap++)
        {
            var (matrix, sums) = (Matrix(tap), new double[outputs * inputs]);
            foreach (var (to, from) in Pairs(tap, steps))
            {
                for (var output = 0; output < outputs; output++)
                {
                    var given = gradient[(to * outputs) + output];
                    ReferenceRows.AddScaled(
                        result.AsSpan(from * inputs, inputs), given, matrix.AsSpan(output * inputs, inputs));
                    var sum = sums.AsSpan(output * inputs, inputs);
                    ReferenceRows.AddScaled(sum, times * given, input.AsSpan(from * inputs, inputs));
                }
            }

            for (var at = 0; at < sums.Length; at++) weight.Gradient[(at * taps) + tap] += sums[at];
        }

        return result;
    }

    // The weights of one tap: (outputs × inputs).
    private double[] Matrix(int tap)
    {
        var matrix = new double[outputs * inputs];
        for (var at = 0; at < matrix.Length; at++) matrix[at] = weight.Values[(at * taps) + tap];
        return matrix;
    }

    // The step that a tap writes to and the one that it reads.
    private IEnumerable<(int To, int From)> Pairs(int tap, int steps) => Enumerable.Range(0, steps)
        .Select(to => (To: to, From: to + tap - before))
        .Where(pair => pair.From >= 0 && pair.From < steps);
}
