using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors.Tests;

/// <summary>AdamW as this engine has it, over all parameters of a model.</summary>
internal sealed class AdamW(nn.Module model, double rate, double decay) : IDisposable
{
    private readonly FusedAdam optimizer = new(model.named_parameters(), new AdamSettings(AdamVariant.AdamW, decay));

    public void Step() => optimizer.Step(rate);

    public void Dispose() => optimizer.Dispose();
}
