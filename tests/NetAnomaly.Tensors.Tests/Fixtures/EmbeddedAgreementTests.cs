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
}
