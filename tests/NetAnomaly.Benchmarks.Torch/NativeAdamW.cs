using NetAnomaly.Models.Devices;

namespace NetAnomaly.Benchmarks.Torch;

/// <summary>TorchSharp's AdamW behind the trainer's seam; for a benchmark, so that nothing of it is stored.</summary>
internal sealed class NativeAdamW(
    IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) : IOptimizer
{
    private readonly optim.Optimizer inner = optim.AdamW(
        parameters.Select(named => named.Parameter), beta1: 0.9, beta2: 0.999, eps: 1e-8,
        weight_decay: options.WeightDecay);

    public long Steps { get; private set; }

    public void Step(double rate)
    {
        Steps++;
        foreach (var group in inner.ParamGroups) group.LearningRate = rate;
        inner.step();
    }

    public IEnumerable<(string Name, Tensor Value)> State() => [];

    public void Restore(long steps) => Steps = steps;

    public void Dispose() => inner.Dispose();
}
