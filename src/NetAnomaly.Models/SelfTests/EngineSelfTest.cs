using NetAnomaly.Models.Devices;
using System.Diagnostics;
using System.Runtime.InteropServices;
using NetAnomaly.Models.SelfTests.Reference;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.SelfTests;

/// <summary>
/// Asks an engine what is known already: layers, loss and optimiser at the sizes that networks have, with gradients and
/// without, beside float64 arithmetic that belongs to no engine. Native libraries choose their code by the processor
/// and by the sizes, and wrong code warns nobody. What passes is right at these sizes.
/// </summary>
internal static class EngineSelfTest
{
    /// <summary>The width of every layer, which is that of the networks where nothing else is asked for.</summary>
    public const int Width = 64;

    private const int Heads = 4;
    private const int Taps = 3;
    private const ulong Seed = 20;

    /// <summary>Tests a device.</summary>
    /// <param name="device">The device.</param>
    /// <param name="name">Its name: <c>cpu</c>, <c>cuda:0</c>.</param>
    /// <param name="precision">The numbers that it computes with.</param>
    public static SelfTestResult Run(IDevice device, string name, EnginePrecision precision) =>
        Run(device, name, precision, (_, output) => output);

    /// <summary>Tests a device whose answers are changed first: tests make an engine wrong with it.</summary>
    /// <param name="device">The device.</param>
    /// <param name="name">Its name.</param>
    /// <param name="precision">The numbers that it computes with.</param>
    /// <param name="answer">From the name of a layer and its output to what is taken for its output.</param>
    internal static SelfTestResult Run(
        IDevice device, string name, EnginePrecision precision, Func<string, Tensor, Tensor> answer)
    {
        var clock = Stopwatch.StartNew();
        var on = new TestedDevice(device, precision, answer);
        var cases = Parts().SelectMany(part => Answers(device, on, part)).ToArray();
        return new SelfTestResult { Device = name, Precision = precision, Cases = cases, Duration = clock.Elapsed };
    }

    // What an engine cannot do is no right answer, either; memory that runs out says nothing about its answers.
    private static SelfTestCase[] Answers(IDevice device, TestedDevice on, Part part)
    {
        try
        {
            return TransientRetry.Of(device, () => part.Run(on, new Draws(Seed)).ToArray());
        }
        catch (Exception error) when (device.IsOutOfMemory(error))
        {
            throw MemoryFault.Of("the engine's self-test", error);
        }
        catch (Exception error)
            when (error is ExternalException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            return [new SelfTestCase(part.Name, double.NaN, 0, error.Message.Split('\n')[0].Trim())];
        }
    }

    private static IEnumerable<Part> Parts()
    {
        int[] scored = [LayerTest.Batch, LayerTest.ScoringBatch], small = [LayerTest.Batch];
        yield return Layer(
            "linear", new ReferenceLinear(Width, Width), () => nn.Linear(Width, Width), layer => layer.forward, small);
        yield return Layer(
            "causal convolution", new ReferenceConvolution(Width, Width, Taps, before: Taps - 1),
            () => new CausalConvolution(Width, Width, Taps), layer => input => Over(layer.forward, input), scored,
            prefix: "conv.");
        yield return Layer(
            "centred convolution", new ReferenceConvolution(Width, Width, Taps, before: Taps / 2),
            () => nn.Conv1d(Width, Width, Taps, padding: Taps / 2), layer => input => Over(layer.forward, input),
            small);
        yield return Lstm("LSTM", 1, bothWays: false, scored);
        yield return Lstm("LSTM of two layers", 2, bothWays: false, small);
        yield return Lstm("two-way LSTM", 1, bothWays: true, small);
        yield return Layer(
            "attention", new ReferenceAttention(Width, Heads), () => nn.MultiheadAttention(Width, Heads, 0),
            layer => input => Attend(layer, input), scored);
        yield return Layer(
            "layer normalisation", new ReferenceLayerNorm(Width), () => nn.LayerNorm(Width), layer => layer.forward,
            small);
        yield return new Part(
            "embedding", (on, draws) => With(EmbeddingTest.Layer, layer => EmbeddingTest.Run(layer, on, draws)));
        yield return new Part("cross entropy", CrossEntropyTest.Run);
        yield return new Part(
            "AdamW", (on, draws) => With(OptimizerTest.Layer, layer => OptimizerTest.Run(layer, on, draws)));
    }

    private static Part Lstm(string name, int layers, bool bothWays, int[] scoring) => Layer(
        name, new ReferenceLstm(Width, Width, layers, bothWays),
        () => nn.LSTM(Width, Width, layers, batchFirst: true, bidirectional: bothWays),
        layer => input => layer.forward(input, null).Item1, scoring);

    private static Part Layer<T>(
        string name, IReferenceLayer reference, Func<T> make, Func<T, Func<Tensor, Tensor>> forward, int[] scoring,
        string prefix = "")
        where T : nn.Module => new(
        name,
        (on, draws) => With(
            make, layer => new LayerTest(name, reference, layer, forward(layer), prefix, scoring).Run(on, draws)));

    // A new layer draws its first weights, which takes its turn at the shared generators.
    private static SelfTestCase[] With<T>(Func<T> make, Func<T, IEnumerable<SelfTestCase>> run)
        where T : nn.Module
    {
        using var layer = RandomLock.Run(0, make);
        return [.. run(layer)];
    }

    // Convolutions run along the last dimension, over a view whose dimensions are exchanged, as in the networks.
    private static Tensor Over(Func<Tensor, Tensor> convolve, Tensor input) =>
        convolve(input.transpose(1, 2)).transpose(1, 2);

    private static Tensor Attend(Modules.MultiheadAttention layer, Tensor input)
    {
        var steps = input.transpose(0, 1);
        var ahead = full([LayerTest.Steps, LayerTest.Steps], float.NegativeInfinity).triu(1);
        var mask = HostDevice.Instance.ToDeviceOf(steps, ahead);
        return layer.forward(steps, steps, steps, null, false, mask).Item1.transpose(0, 1);
    }

    private sealed record Part(string Name, Func<TestedDevice, Draws, IEnumerable<SelfTestCase>> Run);
}
