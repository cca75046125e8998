using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What came of reading files of flows: all that was read, and all that was not. Immutable.</summary>
public sealed record FlowImportReport
{
    // What one line holds.
    private const int MostReasons = 3;

    /// <summary>The files that were opened, in order.</summary>
    public required IReadOnlyList<FlowFileReport> Files { get; init => field = Indexable.Of(value); }

    /// <summary>What was passed over or read on an assumption, with how many of each; rejected rows left out.</summary>
    public required IReadOnlyList<FlowImportNote> Notes { get; init => field = Indexable.Of(value); }

    /// <summary>Why rows were rejected, with how many for each reason, the most frequent first.</summary>
    public required IReadOnlyList<FlowImportRejection> Rejections { get; init => field = Indexable.Of(value); }

    /// <summary>When the earliest flow began, UTC; <see langword="null"/> where there was none.</summary>
    public DateTime? From { get; init; }

    /// <summary>When the latest flow began, UTC; <see langword="null"/> where there was none.</summary>
    public DateTime? To { get; init; }

    /// <summary>How long it took, the work of the rest of the pipeline included.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Flows read.</summary>
    public long Flows => Files.Sum(file => file.Flows);

    /// <summary>Rows that are no flow.</summary>
    public long Rejected => Files.Sum(file => file.Rejected);

    /// <summary>Files that could not be read, or not to their end.</summary>
    public int Failed => Files.Count(file => file.Fault is not null);

    /// <summary>The report on one line.</summary>
    public override string ToString() => VisibleText.Of(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{CountedText.Of(Files.Count, "file|files")} ({Formats}): {CountedText.Of(Flows, "flow|flows")}{Span}, "
                + $"{CountedText.Of(Rejected, "rejected row|rows")}{Why}"
                + $"{(Failed == 0 ? "" : $", {CountedText.Of(Failed, "file|files")} not read to the end")}{Noted}; "
                + $"{Elapsed.TotalSeconds:0.0} s."));

    private string Formats => Files.Count == 0
        ? "none"
        : string.Join(
            ", ",
            Files.Select(file => file.Format ?? "unknown").CountBy(format => format)
                .Select(pair => Files.Count == 1 ? pair.Key : $"{pair.Value} {pair.Key}"));

    private string Span => From is { } from && To is { } to
        ? string.Create(CultureInfo.InvariantCulture, $" of {from:yyyy-MM-dd HH:mm}Z to {to:yyyy-MM-dd HH:mm}Z")
        : "";

    private string Why => Rejections.Count == 0
        ? ""
        : $" ({string.Join(", ", Rejections.Take(MostReasons).Select(Reason))}"
            + $"{(Rejections.Count > MostReasons ? ", …" : "")})";

    private string Noted => string.Concat(
        Notes.Select(note => $", {CountedText.Of(note.Count, note.Text)}"));

    private static string Reason(FlowImportRejection one) =>
        string.Create(CultureInfo.InvariantCulture, $"{one.Count:N0}: {one.Reason}");
}
