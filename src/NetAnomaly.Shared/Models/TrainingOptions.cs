using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>How a model is trained. Immutable.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training conversations; 0 leaves the network untrained (a baseline).</summary>
    public int Epochs { get; init; } = 5;

    /// <summary>Conversations (or pieces of long ones) per step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>How gradients become steps.</summary>
    public TrainingOptimizer Optimizer { get; init; } = TrainingOptimizer.AdamW;

    /// <summary>Peak learning rate.</summary>
    public double LearningRate { get; init; } = 3e-3;

    /// <summary>How the learning rate changes.</summary>
    public LearningRateSchedule Schedule { get; init; } = LearningRateSchedule.Cosine;

    /// <summary>Weight decay.</summary>
    public double WeightDecay { get; init; } = 0.01;

    /// <summary>Largest norm of a step's gradient.</summary>
    public double GradientClip { get; init; } = 1.0;

    /// <summary>
    /// Share of the conversations, the latest, kept from training to choose the best epoch and to calibrate; above 0,
    /// below 1.
    /// </summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>
    /// Share of the highest calibration scores that may be those of attacks, 0 to 0.5. They keep their place but not
    /// their value: p-values of normal conversations stay as they are, and beyond what is left a tail is fitted, so
    /// that attacks in the training data do not make later ones pass for normal.
    /// </summary>
    public double CalibrationTrim { get; init; }

    /// <summary>
    /// Share of the conversations, the strangest, that are left out of training without looking at labels, for traffic
    /// that may hold attacks; 0 (none) to below ½. Only where learning uses no labels.
    /// </summary>
    public double TrimShare { get; init; }

    /// <summary>
    /// Pairs and hosts for each day of training whose strangest conversations are forgotten, without looking at labels,
    /// for traffic that may hold attacks; 0 forgets nothing. Ensembles of counts only.
    /// </summary>
    public double TrimPerDay { get; init; } = 8;

    /// <summary>
    /// Whether what <see cref="TrainingReview"/> tells of is known to be wrong: the pairs that it lists are left out of
    /// training, and what training forgets does not count as normal traffic. Only where learning uses no labels.
    /// </summary>
    public bool ExcludeReviewed { get; init; }

    /// <summary>
    /// Conversations with a label like one of these are left out; <c>*</c> and <c>?</c> are wildcards, case is ignored.
    /// </summary>
    public IReadOnlyList<string> ExcludeLabels { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>
    /// Labels that mean an attack, where learning uses labels; <c>*</c> and <c>?</c> are wildcards, case is ignored.
    /// <see langword="null"/>: all but what public captures call normal.
    /// </summary>
    public IReadOnlyList<string>? AnomalousLabels { get; init; }

    /// <summary>
    /// Epochs without a better validation loss after which training stops early; 0 never stops early.
    /// </summary>
    public int Patience { get; init; } = 3;

    /// <summary>
    /// Training of a network, the word vectors that it starts from included, stops after this wall-clock time and keeps
    /// the best epoch so far; <see langword="null"/> for no limit.
    /// </summary>
    public TimeSpan? TimeBudget { get; init; }

    /// <summary>
    /// Where the state of a training is kept while it runs, so that it can go on after a crash; <see langword="null"/>
    /// keeps none. The file is deleted when training has ended, and stays where it was cancelled or its time was spent.
    /// </summary>
    public string? CheckpointPath { get; init; }

    /// <summary>Time between two writings of <see cref="CheckpointPath"/>; zero writes after every step.</summary>
    public TimeSpan CheckpointInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Go on from <see cref="CheckpointPath"/> where there is such a file; begin again where there is none.
    /// </summary>
    public bool Resume { get; init; }
}
