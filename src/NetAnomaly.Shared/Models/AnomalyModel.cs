using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// A model as users hold it: what it is, what it learned from, and (when trained) the detector itself. Immutable.
/// </summary>
/// <remarks>Disposing frees the detector's memory; the description stays readable.</remarks>
public sealed class AnomalyModel : IDisposable
{
    private IDisposable? body;

    internal AnomalyModel(
        ModelSpec spec, TrainingProvenance? provenance = null, IDisposable? body = null, string? path = null)
    {
        Spec = spec;
        Provenance = provenance;
        this.body = body;
        Path = path;
    }

    /// <summary>The model's name.</summary>
    public string Name => Spec.Name;

    /// <summary>The detector.</summary>
    public ModelArchitecture Architecture => Spec.Architecture;

    /// <summary>What it learns from.</summary>
    public LearningMode Learning => Spec.Learning;

    /// <summary>The token schemes, one per factor of a word.</summary>
    public IReadOnlyList<TokenScheme> Schemes => Spec.Schemes;

    /// <summary>Whether it has been trained.</summary>
    public bool IsTrained => Provenance is not null;

    /// <summary>Whether it can score: trained, with its weights loaded and not disposed.</summary>
    public bool IsLoaded => body is not null;

    /// <summary>
    /// What computes it now, such as <c>Embedded on cpu</c>; <see langword="null"/> where it is not loaded. What
    /// trained it stands in <see cref="Provenance"/>.
    /// </summary>
    public string? Engine => (body as IComputedBody)?.Engine;

    /// <summary>When training ended, UTC.</summary>
    public DateTime? TrainedAt => Provenance?.TrainedAt;

    /// <summary>Conversations it was trained on.</summary>
    public long? Conversations => Provenance?.Conversations;

    /// <summary>Loss and accuracy per epoch.</summary>
    public IReadOnlyList<TrainingEpoch> History => Provenance?.History ?? [];

    /// <summary>The file it was read from; <see langword="null"/> for a model made in this process.</summary>
    public string? Path { get; }

    /// <summary>All that was decided before training.</summary>
    public ModelSpec Spec { get; }

    /// <summary>What it was trained on, when and how; <see langword="null"/> before training.</summary>
    public TrainingProvenance? Provenance { get; }

    /// <summary>
    /// What to look at before it is trusted; <see langword="null"/> where it was read from a file, which keeps no
    /// addresses, or learned from labels.
    /// </summary>
    public TrainingReview? TrainingReview { get; internal init; }

    internal IDisposable? Body => body;

    /// <inheritdoc/>
    public void Dispose() => Interlocked.Exchange(ref body, null)?.Dispose();

    /// <summary>The name and what it is.</summary>
    public override string ToString() =>
        VisibleText.Of($"{Name} ({Architecture}, {(IsTrained ? "trained" : "untrained")})");
}
