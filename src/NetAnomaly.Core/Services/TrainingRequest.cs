namespace NetAnomaly.Core.Services;

/// <summary>What is to be trained, and how. Immutable.</summary>
/// <param name="Model">What is to be trained; it is not changed.</param>
/// <param name="Options">How.</param>
internal sealed record TrainingRequest(AnomalyModel Model, TrainingOptions Options)
{
    /// <summary>
    /// The model whose tokens and weights the training starts from; <see langword="null"/> to start without.
    /// </summary>
    public AnomalyModel? Origin { get; init; }
}
