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

    // TorchSharp begins its count of bad epochs at -1 and so waits one epoch longer than PyTorch.
    [Fact]
    public void A_rate_falls_when_the_value_stays()
    {
        using var parameter = nn.Parameter(zeros(1));
        using var optimizer = SGD([parameter], 0.1);
        var schedule = lr_scheduler.ReduceLROnPlateau(optimizer, factor: 0.5, patience: 1, cooldown: 1);
        var expected = PyTorchFixture.Value("schedules/plateau").data<float>().ToArray();
        var values = PyTorchFixture.Value("schedules/plateau_values").data<float>().ToArray();
        for (var i = 0; i < values.Length; i++)
        {
            schedule.step(values[i]);
            Assert.Equal(expected[i], schedule.get_last_lr().Single(), 1e-7);
        }
    }
}
