namespace NetAnomaly.Core.Detection;

/// <summary>A model and how to train it.</summary>
/// <param name="Spec">What it is.</param>
/// <param name="Options">How it is trained.</param>
internal sealed record ModelSetup(ModelSpec Spec, TrainingOptions Options);
