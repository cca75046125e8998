namespace NetAnomaly.Models.SelfTests.Reference;

/// <summary>y = W x + b at every step.</summary>
internal sealed class ReferenceLinear : IReferenceLayer
{
    private readonly ReferenceParameter weight;
    private readonly ReferenceParameter bias;
    private readonly int inputs;
    private readonly int outputs;
    private double[] input = [];

    /// <summary>A layer of zeros.</summary>
    /// <param name="inputs">Width of a step that comes in.</param>
    /// <param name="outputs">Width of a step that goes out.</param>
    /// <param name="weightName">The engines' name of W.</param>
    /// <param name="biasName">The engines' name of b.</param>
    public ReferenceLinear(int inputs, int outputs, string weightName = "weight", string biasName = "bias")
    {
        (this.inputs, this.outputs) = (inputs, outputs);
        weight = new ReferenceParameter(weightName, outputs, inputs);
        bias = new ReferenceParameter(biasName, outputs);
    }

    public IReadOnlyList<ReferenceParameter> Parameters => [weight, bias];

    public double[] Forward(double[] input)
    {
        this.input = input;
        var result = new double[input.Length / inputs * outputs];
        for (var at = 0; at < result.Length; at++)
        {
            var (step, output) = (at / outputs, at % outputs);
            result[at] = bias.Values[output] + ReferenceRows.Dot(
                weight.Row(output), input.AsSpan(step * inputs, inputs));
        }

        return result;
    }

    public double[] Backward(double[] gradient, double times)
    {
        var result = new double[input.Length];
        for (var at = 0; at < gradient.Length; at++)
        {
            var (step, output) = (at / outputs, at % outputs);
            ReferenceRows.AddScaled(result.AsSpan(step * inputs, inputs), gradient[at], weight.Row(output));
            ReferenceRows.AddScaled(
                weight.GradientRow(output), times * gradient[at], input.AsSpan(step * inputs, inputs));
            bias.Gradient[output] += times * gradient[at];
        }

        return result;
    }
}
