using NetAnomaly.Models.SelfTests.Reference;

namespace NetAnomaly.Models.SelfTests;

/// <summary>
/// One layer beside its reference: output and gradients in training, and the output without gradients. The engine
/// computes at full size; its batches repeat a few sequences, so that the reference computes those alone and yet every
/// number is compared.
/// </summary>
/// <param name="name">The layer's name, for people.</param>
/// <param name="width">Width of the layer's input.</param>
/// <param name="reference">The same layer in float64.</param>
/// <param name="layer">The engine's layer.</param>
/// <param name="forward">From (sequences, steps, inputs) to (sequences, steps, outputs).</param>
/// <param name="prefix">What stands before the names of the weights in the engine's layer.</param>
/// <param name="scoring">Sequences in the batches that are only scored.</param>
internal sealed class LayerTest(
    string name, int width, IReferenceLayer reference, nn.Module layer, Func<Tensor, Tensor> forward, string prefix,
    int[] scoring)
{
    /// <summary>Sequences in a batch that is trained on.</summary>
    public const int Batch = 64;

    /// <summary>Sequences in a batch that is scored.</summary>
    public const int ScoringBatch = 512;

    /// <summary>Steps of a sequence.</summary>
    public const int Steps = 32;

    // Sequences that differ. Three: no width of a vector is a multiple of it, so that none can exchange sequences
    // unseen.
    private const int Different = 3;

    // Where sums must be short, gradients are given to one sequence, at its first and its last step.
    private const int FewSequences = 1;

    private readonly double[][] inputs = new double[Different][];
    private readonly double[][] outputs = new double[Different][];
    private readonly double[][] toOutputs = new double[Different][];
    private readonly double[][] toInputs = new double[Different][];

    /// <summary>Tests.</summary>
    /// <param name="on">The device.</param>
    /// <param name="draws">Where weights, inputs and gradients come from.</param>
    public IEnumerable<SelfTestCase> Run(TestedDevice on, Draws draws)
    {
        var trained = on.AddsUpMany ? Batch : FewSequences;
        Draw(draws, trained, on.AddsUpMany);
        var named = layer.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        foreach (var parameter in reference.Parameters)
        {
            TestedDevice.Set(named[prefix + parameter.Name], parameter.Values);
        }

        on.Device.MoveModule(layer);
        return [.. Training(on, trained), .. Inference(on)];
    }

    private void Draw(Draws draws, int trained, bool everyStep)
    {
        foreach (var parameter in reference.Parameters)
        {
            draws.Numbers(parameter.Values.Length, 1 / Math.Sqrt(width)).CopyTo(parameter.Values, 0);
        }

        for (var at = 0; at < Different; at++)
        {
            inputs[at] = draws.Numbers(Steps * width, 1);
            outputs[at] = reference.Forward(inputs[at]);
            toOutputs[at] = draws.Numbers(outputs[at].Length, 1);
            var outputWidth = outputs[at].Length / Steps;
            if (!everyStep) Array.Clear(toOutputs[at], outputWidth, (Steps - 2) * outputWidth);
            toInputs[at] = reference.Backward(toOutputs[at], times: (trained - at + Different - 1) / Different);
        }
    }

    private List<SelfTestCase> Training(TestedDevice on, int trained)
    {
        using var step = on.Device.NewStep();
        layer.train();
        var input = on.Put(inputs, Batch, Batch, Batch, Steps, width).requires_grad_();
        var output = on.Answer(name, forward(input));
        (output * on.Put(toOutputs, trained, Batch, Batch, Steps, toOutputs[0].Length / Steps)).sum().backward();
        var gradients = layer.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad);
        return
        [
            on.Compare($"{name}: output", outputs, Batch, output),
            on.Compare($"{name}: gradient of the input", toInputs, trained, input.grad),
            .. reference.Parameters.Select(parameter => on.Compare(
                $"{name}: gradient of {parameter.Name}", parameter.Gradient, gradients[prefix + parameter.Name])),
        ];
    }

    private List<SelfTestCase> Inference(TestedDevice on)
    {
        layer.eval();
        using var quiet = no_grad();
        var cases = new List<SelfTestCase>();
        foreach (var batch in scoring)
        {
            using var step = on.Device.NewStep();
            var output = on.Answer(name, forward(on.Put(inputs, batch, batch, batch, Steps, width)));
            cases.Add(on.Compare($"{name}: output without gradients, {batch} sequences", outputs, batch, output));
        }

        return cases;
    }
}
