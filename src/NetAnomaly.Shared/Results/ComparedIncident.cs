using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>
/// What two models make of one host in one time: their incidents of it that overlap. Immutable.
/// </summary>
public sealed record ComparedIncident
{
    /// <summary>The host.</summary>
    public required string Host { get; init; }

    /// <summary>Start of the first window, UTC.</summary>
    public required DateTime Start { get; init; }

    /// <summary>End of the last window, UTC.</summary>
    public required DateTime End { get; init; }

    /// <summary>The strongest incident of the reference model; <see langword="null"/> where it has none.</summary>
    public AnomalyIncident? Reference { get; init; }

    /// <summary>The strongest incident of the other model; <see langword="null"/> where it has none.</summary>
    public AnomalyIncident? Difference { get; init; }

    /// <summary>Its place among the incidents of the reference model, 1 for the strongest.</summary>
    public int? ReferenceRank { get; init; }

    /// <summary>Its place among the incidents of the other model, 1 for the strongest.</summary>
    public int? DifferenceRank { get; init; }

    /// <summary>What a person has found it to be; <see langword="null"/> where nobody has said.</summary>
    public FeedbackMark? Feedback { get; init; }

    /// <summary>Which of the models raise it.</summary>
    public RaisedBy RaisedBy =>
        Difference is null ? RaisedBy.Reference : Reference is null ? RaisedBy.Difference : RaisedBy.Both;

    /// <summary>The incident on one line.</summary>
    public override string ToString() => VisibleText.Of(string.Create(
        CultureInfo.InvariantCulture,
        $"{Start:yyyy-MM-dd HH:mm}Z {Host}: {RaisedBy}{Ranks}{(Feedback is null ? "" : $", marked {Feedback}")}"));

    private string Ranks => string.Create(
        CultureInfo.InvariantCulture,
        $", rank {(ReferenceRank is { } one ? one : "-")} and {(DifferenceRank is { } other ? other : "-")}");
}
