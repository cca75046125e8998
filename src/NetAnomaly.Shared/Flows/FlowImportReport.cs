using System.Globalization;
using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>What came of reading files of flows: all that was read, and all that was not. Immutable.</summary>
public sealed record FlowImportReport
{
    /// <summary>The files that were opened, in order.</summary>
    public required IReadOnlyList<FlowFileReport> Files { get; init => field = Indexable.Of(value); }

    /// <summary>What was passed over or read on an assumption, with how many of each; rejected rows left out.</summary>
    public required IReadOnlyList<FlowImportNote> Notes { get; init => field = Indexable.Of(value); }

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
            $"{Count(Files.Count, "file")} ({Formats}): {Count(Flows, "flow")}{Span}, {Count(Rejected, "rejected row")}"
                + $"{(Failed == 0 ? "" : $", {Count(Failed, "file")} not read to the end")}{Noted}; "
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

    private string Noted => string.Concat(
        Notes.Select(note => string.Create(CultureInfo.InvariantCulture, $", {note.Count:N0} {note.Text}")));

    private static string Count(long number, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{number:N0} {what}{(number == 1 ? "" : "s")}");
}
