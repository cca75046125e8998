namespace NetAnomaly;

/// <summary>How a model is trained. Immutable.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training conversations; 0 leaves the network untrained (a baseline).</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Conversations (or pieces of long ones) per step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Peak learning rate of AdamW.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>Weight decay of AdamW.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Largest norm of a step's gradient.</summary>
    public double GradientClip { get; init; } = 1.0;

    /// <summary>Share of the conversations, the latest, kept from training to choose the best epoch and to calibrate; above 0, below 1.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>Conversations with a label like one of these are left out; <c>*</c> and <c>?</c> are wildcards, case is ignored.</summary>
    public IReadOnlyList<string> ExcludeLabels { get; init; } = [];
}
