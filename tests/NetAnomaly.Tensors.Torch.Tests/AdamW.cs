namespace NetAnomaly.Tensors.Tests;

/// <summary>AdamW as TorchSharp has it, over all parameters of a model.</summary>
internal sealed class AdamW(nn.Module model, double rate, double decay) : IDisposable
{
    private readonly Modules.AdamW optimizer = optim.AdamW(model.parameters(), lr: rate, weight_decay: decay);

    public void Step() => optimizer.step();

    public void Dispose() => optimizer.Dispose();
}
