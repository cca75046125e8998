namespace NetAnomaly.Core.Services;

/// <summary>What came of a training.</summary>
/// <param name="Model">The trained model; the caller disposes it.</param>
/// <param name="Warnings">What users should know before they trust it.</param>
internal sealed record TrainingOutcome(AnomalyModel Model, IReadOnlyList<string> Warnings);
