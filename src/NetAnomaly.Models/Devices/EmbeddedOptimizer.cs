using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Models.Devices;

/// <summary>The embedded engine's own optimizer, as a training uses it.</summary>
internal sealed class EmbeddedOptimizer(
    IReadOnlyList<(string Name, Modules.Parameter Parameter)> parameters, OptimizerOptions options) : IOptimizer
{
    private readonly FusedAdam inner = new(
        parameters, new AdamSettings(Variant(options.Rule), options.WeightDecay), options.RateShare);

    /// <inheritdoc/>
    public long Steps => inner.Steps;

    /// <inheritdoc/>
    public void Step(double rate) => inner.Step(rate);

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Value)> State() => inner.State();

    /// <inheritdoc/>
    public void Restore(long steps) => inner.Restore(steps);

    /// <inheritdoc/>
    public void Dispose() => inner.Dispose();

    private static AdamVariant Variant(TrainingOptimizer rule) => rule switch
    {
        TrainingOptimizer.Adam => AdamVariant.Adam,
        TrainingOptimizer.AdamW => AdamVariant.AdamW,
        TrainingOptimizer.NAdam => AdamVariant.NAdam,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule, "There is no such optimizer."),
    };
}
