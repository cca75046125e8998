namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>All that a training on feature vectors needs.</summary>
/// <param name="Spec">What is to be trained.</param>
/// <param name="Fit">The rows to fit.</param>
/// <param name="Validation">The rows kept from fitting, to validate and calibrate; of the same width.</param>
/// <param name="Options">How.</param>
internal sealed record VectorJob(ModelSpec Spec, VectorData Fit, VectorData Validation, TrainingOptions Options);
