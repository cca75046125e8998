using NetAnomaly.Models.Devices;
using NetAnomaly.Models.SelfTests;
using Xunit;

namespace NetAnomaly.Models.Tests.Engines.SelfTests;

public sealed class EngineSelfTestTests
{
    [Fact]
    public void The_embedded_engine_answers_rightly()
    {
        var result = EmbeddedEngine.SelfTest();

        Assert.All(result.Cases, answer => Assert.True(answer.Passed, answer.ToString()));
        Assert.True(result.Passed);
        Assert.InRange(result.LargestError, 0, 1e-4);
    }

    [Theory]
    [InlineData("LSTM")]
    [InlineData("LSTM of width 36")]
    [InlineData("two-way LSTM")]
    [InlineData("causal convolution")]
    [InlineData("cross entropy")]
    [InlineData("AdamW")]
    public void An_output_that_is_a_hundredth_off_is_wrong(string layer)
    {
        var result = Run(layer, output => output + 0.01);

        Assert.False(result.Passed);
        Assert.All(Failures(result), name => Assert.StartsWith($"{layer}: ", name, StringComparison.Ordinal));
        Assert.Contains("off by", result.Worst!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LSTM of two layers", "gradient of weight_hh_l1")]
    [InlineData("centred convolution", "gradient of the input")]
    [InlineData("centred convolution of width 36", "gradient of the input")]
    [InlineData("embedding", "gradient of weight")]
    public void A_gradient_that_is_a_hundredth_off_is_wrong_though_the_output_is_right(string layer, string gradient)
    {
        var wrong = Failures(Run(layer, output => (output * 1.01) - (output * 0.01).detach()));

        Assert.Contains($"{layer}: {gradient}", wrong);
        Assert.DoesNotContain($"{layer}: output", wrong);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_not_finite_is_wrong(float number)
    {
        var result = Run("attention", output => output * number);

        Assert.False(result.Passed);
        Assert.True(double.IsNaN(result.LargestError));
        Assert.Contains("not a finite number", result.Worst!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_that_cannot_do_a_layer_is_wrong_and_its_error_is_kept()
    {
        var result = Run("embedding", _ => throw new NotSupportedException("no such operation"));

        Assert.Equal("embedding: no such operation", result.Worst!.ToString());
    }

    private static string[] Failures(SelfTestResult result) =>
        [.. result.Cases.Where(answer => !answer.Passed).Select(answer => answer.Name)];

    private static SelfTestResult Run(string layer, Func<Tensor, Tensor> wrong) => EngineSelfTest.Run(
        HostDevice.Instance, "cpu", EnginePrecision.Single, (name, output) => name == layer ? wrong(output) : output);
}
