using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// Everything that decides what a model is before it sees a flow. Immutable; stored in the model file.
/// </summary>
public sealed record ModelSpec
{
    /// <summary>The detector.</summary>
    public required ModelArchitecture Architecture { get; init; }

    /// <summary>What it learns from.</summary>
    public LearningMode Learning { get; init; } = LearningMode.Unsupervised;

    /// <summary>The shape: that which serves best, or the published one.</summary>
    public ModelPreset Preset { get; init; } = ModelPreset.Default;

    /// <summary>A name for people; shown on results.</summary>
    public string Name { get; init; } = "model";

    /// <summary>The token schemes, one per factor of a word.</summary>
    public IReadOnlyList<TokenScheme> Schemes { get; init => field = Indexable.Of(value); } = Indexable.Of<TokenScheme>(
        [TokenScheme.ProtoByte]);

    /// <summary>How flows are grouped into conversations.</summary>
    public FlowGrouping GroupBy { get; init; } = FlowGrouping.Dyad;

    /// <summary>Length of the window, one minute to 24 hours, a divisor of a day.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How flow surprisals make a conversation's score.</summary>
    public ScoreAggregation Aggregate { get; init; } = ScoreAggregation.Mean;

    /// <summary>
    /// For <see cref="ScoreAggregation.TopK"/>: the flows whose mean is the score, 1 to 64; of shorter conversations
    /// all.
    /// </summary>
    public int TopK { get; init; } = 3;

    /// <summary>The seed of everything random: same seed, same data, same machine, same bits.</summary>
    public int Seed { get; init; } = 42;

    /// <summary>What only this architecture has.</summary>
    public required DetectorOptions Options { get; init; }

    /// <summary>The options as those of one kind of detector.</summary>
    /// <exception cref="InvalidOperationException">They are of another kind.</exception>
    public T OptionsOf<T>()
        where T : DetectorOptions =>
        Options as T ?? throw new InvalidOperationException(
            $"The {Architecture} model '{Name}' has {Options?.GetType().Name ?? "no options"}; "
            + $"{typeof(T).Name} are needed.");

    /// <summary>The same model with other options of its kind.</summary>
    /// <exception cref="InvalidOperationException">Its options are of another kind.</exception>
    public ModelSpec WithOptions<T>(Func<T, T> change)
        where T : DetectorOptions => this with { Options = change(OptionsOf<T>()) };

    /// <summary>The name and the detector.</summary>
    public override string ToString() => VisibleText.Of($"{Name} ({Architecture})");
}
