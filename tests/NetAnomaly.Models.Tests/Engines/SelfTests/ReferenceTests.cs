using NetAnomaly.Models.SelfTests;
using NetAnomaly.Models.SelfTests.Reference;
using Xunit;

namespace NetAnomaly.Models.Tests.Engines.SelfTests;

/// <summary>The arithmetic that engines are held against, against the definition of a derivative.</summary>
public sealed class ReferenceTests
{
    private const int Width = 4;
    private const int Steps = 5;
    private const double Times = 3;

    // The error of a central difference is of the order of its square; that of float64 sums, of 1e-16 by it.
    private const double Difference = 1e-5;
    private const double Tolerance = 1e-8;

    private static readonly Dictionary<string, Func<IReferenceLayer>> Layers = new()
    {
        ["linear"] = () => new ReferenceLinear(Width, 3),
        ["causal convolution"] = () => new ReferenceConvolution(Width, 3, 3, 2),
        ["centred convolution"] = () => new ReferenceConvolution(Width, 3, 3, 1),
        ["LSTM"] = () => new ReferenceLstm(Width, 3, 1, bothWays: false),
        ["LSTM of two layers, both ways"] = () => new ReferenceLstm(Width, 3, 2, bothWays: true),
        ["attention"] = () => new ReferenceAttention(Width, 2),
        ["layer normalisation"] = () => new ReferenceLayerNorm(Width),
    };

    public static TheoryData<string> Names => [.. Layers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_what_central_differences_are(string name)
    {
        var layer = Layers[name]();
        var draws = new Draws(7);
        foreach (var parameter in layer.Parameters)
        {
            draws.Numbers(parameter.Values.Length, 1).CopyTo(parameter.Values, 0);
        }

        var input = draws.Numbers(Steps * Width, 1);
        var given = draws.Numbers(layer.Forward(input).Length, 1);

        var toInput = layer.Backward(given, Times);

        Near(Differences(input, Sum), toInput, 1);
        Assert.All(layer.Parameters, parameter => Near(Differences(parameter.Values, Sum), parameter.Gradient, Times));

        double Sum() => layer.Forward(input).Zip(given, (output, weight) => output * weight).Sum();
    }

    [Fact]
    public void The_gradient_of_cross_entropy_is_what_central_differences_are_and_that_of_an_ignored_class_is_zero()
    {
        var reference = new ReferenceCrossEntropy(Width, ignored: 0);
        var draws = new Draws(7);
        var (logits, given) = (draws.Numbers(3 * Width, 4), draws.Numbers(3, 1));
        long[] truth = [1, 0, 3];

        var (losses, gradient) = reference.Of(logits, truth, given);

        Near(Differences(logits, Sum), gradient, 1);
        Assert.Equal(0, losses[1]);
        Assert.All(gradient[Width..(2 * Width)], value => Assert.Equal(0, value));

        double Sum() => reference.Of(logits, truth, given).Losses.Zip(given, (loss, weight) => loss * weight).Sum();
    }

    [Fact]
    public void The_first_step_of_AdamW_is_the_rate_against_the_gradient_and_the_decay()
    {
        var reference = new ReferenceAdamW([2, -1], rate: 0.1, decay: 0.5);

        reference.Step([3, -7]);

        Assert.Equal(2 - 0.1 - (0.05 * 2), reference.Weights[0], Tolerance);
        Assert.Equal(-1 + 0.1 + 0.05, reference.Weights[1], Tolerance);
    }

    [Fact]
    public void An_embedding_adds_up_the_gradients_of_an_id_and_none_for_padding()
    {
        var reference = new ReferenceEmbedding(3, 2, padding: 0);
        new double[] { 1, 2, 3, 4, 5, 6 }.CopyTo(reference.Table.Values, 0);

        reference.Backward([2, 0, 2], [1, 2, 3, 4, 5, 6]);

        Assert.Equal([5, 6, 1, 2, 5, 6], reference.Forward([2, 0, 2]));
        Assert.Equal([0, 0, 0, 0, 6, 8], reference.Table.Gradient);
    }

    private static double[] Differences(double[] at, Func<double> function) => [.. at.Select((value, index) =>
    {
        at[index] = value + Difference;
        var above = function();
        at[index] = value - Difference;
        var below = function();
        at[index] = value;
        return (above - below) / (2 * Difference);
    })];

    private static void Near(double[] differences, double[] gradient, double times)
    {
        Assert.Equal(differences.Length, gradient.Length);
        Assert.All(differences.Select(difference => times * difference).Zip(gradient), pair =>
            Assert.Equal(pair.First, pair.Second, Tolerance * Math.Max(1, Math.Abs(pair.First))));
    }
}
