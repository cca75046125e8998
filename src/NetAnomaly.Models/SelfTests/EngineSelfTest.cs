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
    /// <summary>The width of the networks' layers where nothing else is asked for.</summary>
    public const int Width = 64;

    /// <summary>
    /// A width that no vector of a processor divides. Code for whole vectors may be right where code for the rest of
    /// one is wrong, and users choose widths.
    /// </summary>
    public const int UnevenWidth = 36;

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
        foreach (var part in new[] { Width, UnevenWidth }.SelectMany(Layers)) yield return part;
        yield return new Part(
            "embedding", (on, draws) => With(EmbeddingTest.Layer, layer => EmbeddingTest.Run(layer, on, draws)));
        yield return new Part("cross entropy", CrossEntropyTest.Run);
        yield return new Part(
            "AdamW", (on, draws) => With(OptimizerTest.Layer, layer => OptimizerTest.Run(layer, on, draws)));
    }

    private static IEnumerable<Part> Layers(int width)
    {
        int[] scored = [LayerTest.Batch, LayerTest.ScoringBatch], small = [LayerTest.Batch];
        yield return Layer(
            "linear", width, new ReferenceLinear(width, width), () => nn.Linear(width, width), layer => layer.forward,
            small);
        yield return Layer(
            "causal convolution", width, new ReferenceConvolution(width, width, Taps, before: Taps - 1),
            () => new CausalConvolution(width, width, Taps), layer => input => Over(layer.forward, input), scored,
            prefix: "conv.");
        yield return Layer(
            "centred convolution", width, new ReferenceConvolution(width, width, Taps, before: Taps / 2),
            () => nn.Conv1d(width, width, Taps, padding: Taps / 2), layer => input => Over(layer.forward, input),
            small);
        yield return Lstm("LSTM", width, 1, bothWays: false, scored);
        yield return Lstm("LSTM of two layers", width, 2, bothWays: false, small);
        yield return Lstm("two-way LSTM", width, 1, bothWays: true, small);
        yield return Layer(
            "attention", width, new ReferenceAttention(width, Heads), () => nn.MultiheadAttention(width, Heads, 0),
            layer => input => Attend(layer, input), scored);
        yield return Layer(
            "layer normalisation", width, new ReferenceLayerNorm(width), () => nn.LayerNorm(width),
            layer => layer.forward, small);
    }

    private static Part Lstm(string name, int width, int layers, bool bothWays, int[] scoring) => Layer(
        name, width, new ReferenceLstm(width, width, layers, bothWays),
        () => nn.LSTM(width, width, layers, batchFirst: true, bidirectional: bothWays),
        layer => input => layer.forward(input, null).Item1, scoring);

    private static Part Layer<T>(
        string kind, int width, IReferenceLayer reference, Func<T> make, Func<T, Func<Tensor, Tensor>> forward,
        int[] scoring, string prefix = "")
        where T : nn.Module
    {
        var name = width == Width ? kind : $"{kind} of width {width}";
        return new Part(
            name,
            (on, draws) => With(
                make,
                layer => new LayerTest(name, width, reference, layer, forward(layer), prefix, scoring).Run(on, draws)));
    }

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
