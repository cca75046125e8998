using System.Globalization;
using System.Text.Json.Serialization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What a model was trained on, when, and how: stands in the model file and on every split card.</summary>
public sealed record TrainingProvenance
{
    /// <summary>When training ended, UTC.</summary>
    public required DateTime TrainedAt { get; init; }

    /// <summary>The module's version.</summary>
    public required string Version { get; init; }

    /// <summary>The engine that trained: <c>Core</c>, <c>Embedded</c>, <c>Torch</c>.</summary>
    public required string Engine { get; init; }

    /// <summary>
    /// What it computed on: <c>cpu</c>, <c>cuda:0</c>; <see langword="null"/> in files of versions that did not note
    /// it.
    /// </summary>
    public string? Device { get; init; }

    /// <summary>The numbers that it computed with.</summary>
    public EnginePrecision Precision { get; init; }

    /// <summary>Start of the earliest window, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>End of the latest window, UTC.</summary>
    public required DateTime To { get; init; }

    /// <summary>Conversations trained on, validation included.</summary>
    public required long Conversations { get; init; }

    /// <summary>Flows in them.</summary>
    public required long Flows { get; init; }

    /// <summary>Conversations left out for their labels.</summary>
    public required long Excluded { get; init; }

    /// <summary>
    /// Conversations left out because they were the strangest (<see cref="TrainingOptions.TrimShare"/>,
    /// <see cref="TrainingOptions.TrimPerDay"/>).
    /// </summary>
    public long Trimmed { get; init; }

    /// <summary>
    /// Conversations left out because the training review lists their pairs
    /// (<see cref="TrainingOptions.ExcludeReviewed"/>).
    /// </summary>
    public long ExcludedByReview { get; init; }

    /// <summary>
    /// SHA-256 over the words and sources of all conversations in order: two trainings on the same data have the same.
    /// </summary>
    public required string DataHash { get; init; }

    /// <summary>
    /// Whether the conversations kept from fitting were the latest; otherwise they were drawn at random (of each class,
    /// where learning uses labels).
    /// </summary>
    public bool ValidatedByTime { get; init; }

    /// <summary>Conversations that the p-values rest on; 0 in files of versions that did not note it.</summary>
    public long Calibrated { get; init; }

    /// <summary>
    /// Those of them whose scores were trimmed as possibly those of attacks (see
    /// <see cref="TrainingOptions.CalibrationTrim"/>).
    /// </summary>
    public long CalibrationTrimmed { get; init; }

    /// <summary>
    /// The name of the model whose weights training started from; <see langword="null"/> where it started again.
    /// </summary>
    public string? StartedFrom { get; init; }

    /// <summary>How it was trained.</summary>
    public required TrainingOptions Options { get; init; }

    /// <summary>Classes that were taught by reference after training, each once.</summary>
    [JsonPropertyName("taught")]
    public IReadOnlyList<string> AddedClasses { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>Loss and accuracy per epoch; empty for models that need none.</summary>
    public IReadOnlyList<TrainingEpoch> History { get; init => field = Indexable.Of(value); } =
        Indexable.None<TrainingEpoch>();

    /// <summary>The epoch whose weights were kept; 0 where there are none.</summary>
    public int BestEpoch { get; init; }

    /// <summary>What it was trained on, and with what, on one line.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{CountedText.Of(Conversations, "conversation|conversations")}, {CountedText.Of(Flows, "flow|flows")}, "
                + $"{From:yyyy-MM-dd HH:mm} to {To:yyyy-MM-dd HH:mm}, "
                + $"NetAnomaly {Version}, {Engine}"));
}
