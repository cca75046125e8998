using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests.Fixtures;

/// <summary>Agreement with PyTorch in what this engine offers beyond the API it follows.</summary>
public class EmbeddedAgreementTests
{
    [Fact]
    public void A_transformer_layer_that_normalises_first_agrees()
    {
        var fixture = new PyTorchFixture("transformer_layer_norm_first");
        using var module = fixture.Loaded(TransformerEncoderLayer(8, 2, 12, 0, Activations.GELU, norm_first: true));
        fixture.Check(module, f => [module.call(f["x"], f["mask"], f.Mask("padding"))]);
    }

    [Theory]
    [InlineData("adam", AdamVariant.Adam, 0.8, 0.99)]
    [InlineData("adamw", AdamVariant.AdamW, 0.9, 0.999)]
    [InlineData("nadam", AdamVariant.NAdam, 0.9, 0.999)]
    public void An_optimizer_takes_the_same_steps(string name, AdamVariant variant, double beta1, double beta2)
    {
        using var parameter = nn.Parameter(PyTorchFixture.Value("optimizers/start").clone());
        var settings = new AdamSettings(variant, WeightDecay: 0.1) { Beta1 = beta1, Beta2 = beta2 };
        using var optimizer = new FusedAdam([("parameter", parameter)], settings);
        var expected = PyTorchFixture.Value($"optimizers/{name}");
        var slopes = PyTorchFixture.Value("optimizers/slopes");
        for (var i = 0; i < slopes.shape[0]; i++)
        {
            parameter.ClearGradient();
            ((parameter * slopes.select(0, i)) + (parameter.square() * 0.1)).sum().backward();
            optimizer.Step(0.01);
            PyTorchFixture.Near($"step {i}", expected.select(0, i), parameter);
        }
    }
}
