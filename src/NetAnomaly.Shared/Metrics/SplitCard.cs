using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What a figure rests on: no result is shown without it. Immutable.</summary>
public sealed record SplitCard
{
    /// <summary>What the model was trained on, when and how.</summary>
    public required TrainingProvenance Training { get; init; }

    /// <summary>The model's description, seed included.</summary>
    public required ModelSpec Spec { get; init; }

    /// <summary>Start of the earliest window measured on, UTC.</summary>
    public required DateTime From { get; init; }

    /// <summary>End of the latest window measured on, UTC.</summary>
    public required DateTime To { get; init; }

    /// <summary>Flows measured on.</summary>
    public required long Flows { get; init; }

    /// <summary>Conversations measured on whose words equal those of an earlier one measured on.</summary>
    public required long Repeats { get; init; }

    /// <summary>The labels that were taken for anomalous.</summary>
    public required IReadOnlyList<string> AnomalousLabels { get; init => field = Indexable.Of(value); }

    /// <summary>
    /// What was found in the data measured on that makes the figures too good or hard to carry over, the worst first.
    /// </summary>
    public IReadOnlyList<DatasetFinding> Findings { get; init => field = Indexable.Of(value); } =
        Indexable.None<DatasetFinding>();

    /// <summary>
    /// Whether the flows measured on carry times; those of exports without any all stand at the beginning of 1970.
    /// </summary>
    public bool HasTimes => From > DateTime.UnixEpoch;

    /// <summary>
    /// Whether windows measured on overlap the time of training: then the figures are too good. Not told where flows
    /// carry no times.
    /// </summary>
    public bool Overlaps => HasTimes && From < Training.To && Training.From < To;

    /// <summary>The card on one line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"trained on {Span(Training.From, Training.To)}"
            + $"{CountedText.Of(Training.Conversations, "conversation|conversations")} "
            + $"({Training.Excluded:N0} left out by label), measured on {Span(From, To)}"
            + $"{CountedText.Of(Flows, "flow|flows")} "
            + $"({CountedText.Of(Repeats, "repeat|repeats")}), seed "
            + $"{Spec.Seed}{Times}{Found}");

    private string Times => Overlaps ? "; THE TWO OVERLAP IN TIME" : HasTimes ? "" : "; the flows carry no times";

    private string Found => (
        Findings.Count(one => one.Severity == FindingSeverity.Severe),
        Findings.Count(one => one.Severity == FindingSeverity.Warning)) switch
    {
        (0, 0) => "",
        var (severe, warnings) => $"; {CountedText.Of(severe, "severe finding|findings")} and "
            + $"{CountedText.Of(warnings, "warning|warnings")} about the data",
    };

    private string Span(DateTime from, DateTime to) =>
        HasTimes
            ? string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd HH:mm} to {to:yyyy-MM-dd HH:mm}, ")
            : "";
}
