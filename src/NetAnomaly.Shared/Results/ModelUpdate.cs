using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What came of training a model again. Immutable.</summary>
public sealed record ModelUpdate
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The model file.</summary>
    public required string Path { get; init; }

    /// <summary>Start of the traffic that was trained on, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>Its end, and the start of the nights that were compared, UTC.</summary>
    public required DateTime Until { get; init; }

    /// <summary>Conversations that were trained on.</summary>
    public required long Conversations { get; init; }

    /// <summary>Conversations that were left out, by reason.</summary>
    public IReadOnlyList<LeftOutCount> LeftOut { get; init => field = Indexable.Of(value); } =
        Indexable.None<LeftOutCount>();

    /// <summary>The present model, which is the reference, and the new one over the nights behind training.</summary>
    public required ModelComparison Comparison { get; init; }

    /// <summary>Whether the new model has taken the place of the old one.</summary>
    public required bool IsReplaced { get; init; }

    /// <summary>Whether the rule for that holds; the file is replaced without it where that was asked for.</summary>
    public required bool RuleHolds { get; init; }

    /// <summary>Why, a sentence for each part of the rule.</summary>
    public IReadOnlyList<string> Reasons { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>Where the model of before is kept; <see langword="null"/> where nothing was replaced.</summary>
    public string? PreviousPath { get; init; }

    /// <summary>Models of earlier times that were deleted.</summary>
    public IReadOnlyList<string> RemovedPaths { get; init => field = Indexable.Of(value); } =
        Indexable.None<string>();

    /// <summary>What else must be known.</summary>
    public IReadOnlyList<string> Warnings { get; init => field = Indexable.Of(value); } = Indexable.None<string>();

    /// <summary>What came of it on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Path}: {(IsReplaced ? "replaced" : "not replaced")}, {Conversations:N0} conversations trained on, "
            + $"{LeftOut.Sum(count => count.Conversations):N0} left out. {string.Join(" ", Reasons)}"));
}
