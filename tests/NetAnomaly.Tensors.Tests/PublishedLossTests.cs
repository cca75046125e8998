namespace NetAnomaly.Tensors.Tests;

/// <summary>Losses that PyTorch printed for the same weights and batches.</summary>
public class PublishedLossTests
{
    [Fact]
    public void The_lstm_language_model_learns_as_in_PyTorch()
    {
        using var model = new LstmLanguageModel();
        var losses = LanguageModelTraining.Losses(model, 5);
        Assert.Equal(6.251153f, losses[0], 6.3e-5f);
        Assert.Equal(6.245117f, losses[1], 6.3e-5f);
        Assert.Equal(6.222379f, losses[4], 6.3e-5f);
    }

    [Fact]
    public void The_transformer_language_model_learns_as_in_PyTorch()
    {
        using var model = new TransformerLanguageModel();
        var losses = LanguageModelTraining.Losses(model, 5);
        Assert.Equal(6.987629f, losses[0], 7e-5f);
        Assert.Equal(6.330973f, losses[4], 6.3e-5f);
    }
}
