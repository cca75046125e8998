using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What a person has said of an incident. Immutable.</summary>
/// <param name="Id">The incident's id.</param>
/// <param name="Mark">What it was found to be.</param>
/// <param name="Author">Who says so.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="Note">More, in words.</param>
public sealed record AnomalyFeedback(
    string Id, FeedbackMark Mark, string Author, DateTime Time, string? Note = null)
{
    /// <summary>The feedback on one line.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Id}: {Mark}, {Author}, {Time:yyyy-MM-dd HH:mm}Z{(Note is null ? "" : ": " + Note)}"));
}
