extern alias Torch;

using NetAnomaly.Core.Engines;
using Torch::NetAnomaly.Models.SelfTests;
using Torch::NetAnomaly.Models.Devices;
using Torch::NetAnomaly.Models;
using Tensor = TorchSharp.torch.Tensor;

namespace NetAnomaly.Models.Torch.Tests;

public sealed class SelfTestTests
{
    [Theory]
    [InlineData(EnginePrecision.Single)]
    [InlineData(EnginePrecision.BFloat16)]
    public void The_engine_answers_rightly_on_the_processor(EnginePrecision precision)
    {
        var result = new TorchBackend().SelfTest(EngineRequest.Cpu, precision);

        Assert.All(result.Cases, answer => Assert.True(answer.Passed, answer.ToString()));
    }

    [Fact]
    public void What_is_wrong_in_one_layer_is_found_there_alone() => Assert.All(
        Failures("LSTM", output => output + 0.01),
        name => Assert.StartsWith("LSTM: output", name, StringComparison.Ordinal));

    [Fact]
    public void A_gradient_that_is_wrong_is_found_though_the_output_is_right() => Assert.Contains(
        "causal convolution: gradient of the input",
        Failures("causal convolution", output => (output * 1.01) - (output * 0.01).detach()));

    [Fact]
    public void A_number_that_is_not_finite_is_wrong() =>
        Assert.NotEmpty(Failures("attention", output => output * float.NaN));

    private static string[] Failures(string layer, Func<Tensor, Tensor> wrong)
    {
        var result = EngineSelfTest.Run(
            HostDevice.Instance, EngineRequest.Cpu, EnginePrecision.Single,
            (name, output) => name == layer ? wrong(output) : output);
        Assert.False(result.Passed);
        return [.. result.Cases.Where(answer => !answer.Passed).Select(answer => answer.Name)];
    }
}
