using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Flows of one conversation that are strange in the same way. Immutable.</summary>
public sealed record AnomalyCause
{
    /// <summary>In what: the token scheme, the feature, or <c>Timing</c>.</summary>
    public required string Factor { get; init; }

    /// <summary>The flows' word, or value, in that.</summary>
    public required string Word { get; init; }

    /// <summary>The flows and what they are, for people: <c>62 flows on port 22</c>.</summary>
    public required string Meaning { get; init => field = VisibleText.Of(value); }

    /// <summary>The flows, by start time.</summary>
    public required IReadOnlyList<FlowRecord> Flows { get; init => field = Indexable.Of(value); }

    /// <summary>Their scores in the factor, added up: nats for models of words.</summary>
    public required double Surprisal { get; init; }

    /// <summary>
    /// How much of that is more than usual flows have, which is what lifts the conversation above normal ones. Causes
    /// are ordered by it.
    /// </summary>
    public required double Excess { get; init; }

    /// <summary>
    /// What the model expected where the strangest of the flows stands, likeliest first; at most three, empty where the
    /// model expects no words.
    /// </summary>
    public IReadOnlyList<ExpectedWord> Expected { get; init => field = Indexable.Of(value); } =
        Indexable.None<ExpectedWord>();

    /// <summary>The cause on one line.</summary>
    public override string ToString() => VisibleText.Of(Expected.Count == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Meaning} ({Factor} {Word}, {Surprisal:0.0})")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Meaning} ({Factor} {Word}, {Surprisal:0.0}; expected {string.Join(", ", Expected.Select(Text))})"));

    private static string Text(ExpectedWord word) =>
        string.Create(CultureInfo.InvariantCulture, $"{word.Word} {word.Probability:0.00}");
}
