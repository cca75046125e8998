using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Training;

/// <summary>What is trained, how, on what.</summary>
/// <param name="Spec">The model.</param>
/// <param name="Options">How it is trained.</param>
/// <param name="Network">Its weights, learned or not.</param>
/// <param name="Device">Where they lie.</param>
/// <param name="Learned">The weights that are learned, by name.</param>
/// <param name="DataHash">Identifies the data: asked for only where a checkpoint is kept.</param>
internal sealed record TrainingContext(
    ModelSpec Spec, TrainingOptions Options, nn.Module Network, IDevice Device,
    IReadOnlyList<(string Name, Modules.Parameter Parameter)> Learned, Func<string> DataHash)
{
    /// <summary>
    /// What is gone of the time budget before the first step. Where it is above zero, a step is taken all the same.
    /// </summary>
    public TimeSpan Spent { get; init; }
}
