using NetAnomaly.Models.Networks;
using Xunit;

namespace NetAnomaly.Models.Tests.Networks;

public sealed class ClstmTests
{
    private static readonly ModelSpec Spec = TestSpec.Of(
        ModelArchitecture.Clstm, new { EmbeddingSize = 8, HiddenSize = 12 }) with { Seed = 7 };

    [Fact]
    public void The_same_seed_draws_the_same_weights_and_another_seed_others()
    {
        Assert.Equal(Weights(Spec), Weights(Spec));
        Assert.NotEqual(Weights(Spec), Weights(Spec with { Seed = 8 }));
    }

    [Fact]
    public void Weights_carry_the_key_names_that_PyTorch_gives()
    {
        using var network = WordNetworks.Create(Spec.With(new { ConvolutionLayers = 1 }), [5]);

        Assert.Equal(
            ["convolutions.0.conv.bias", "convolutions.0.conv.weight", "embeddings.0.weight", "heads.0.bias",
                "heads.0.weight",
             "lstm.bias_hh_l0", "lstm.bias_ih_l0", "lstm.weight_hh_l0", "lstm.weight_ih_l0"],
            network.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    private static float[] Weights(ModelSpec spec)
    {
        using var network = WordNetworks.Create(spec, [5, 9]);
        return
        [
            .. network.state_dict().OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .SelectMany(pair => pair.Value.data<float>().ToArray()),
        ];
    }
}
