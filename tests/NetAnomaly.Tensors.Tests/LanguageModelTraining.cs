namespace NetAnomaly.Tensors.Tests;

/// <summary>The training whose losses PyTorch printed.</summary>
internal static class LanguageModelTraining
{
    /// <summary>Losses of the first steps of training with AdamW, learning rate 3e-3, decay 0.01.</summary>
    public static float[] Losses(nn.Module<Tensor, Tensor> model, int steps)
    {
        var batches = BenchmarkData.CreateBatches();
        BenchmarkData.Fill(model);
        using var optimizer = new AdamW(model, rate: 3e-3, decay: 0.01);
        var losses = new float[steps];
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            model.zero_grad();
            var (inputs, targets) = batches[i % BenchmarkData.Batches];
            var logits = model.call(inputs).reshape(-1, BenchmarkData.Words);
            var loss = nn.functional.cross_entropy(logits, targets.reshape(-1));
            loss.backward();
            optimizer.Step();
            losses[i] = loss.item<float>();
        }
        return losses;
    }
}
