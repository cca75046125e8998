namespace NetAnomaly.Models.Devices;

/// <summary>How gradients become steps.</summary>
/// <param name="Rule">Adam, AdamW or NAdam, all with beta 0.9 and 0.999 and epsilon 1e-8.</param>
/// <param name="WeightDecay">Weight decay.</param>
/// <param name="RateShare">
/// The part of the learning rate that a parameter has, by name; <see langword="null"/>: all have the whole.
/// </param>
internal sealed record OptimizerOptions(
    TrainingOptimizer Rule, double WeightDecay, Func<string, double>? RateShare = null);
