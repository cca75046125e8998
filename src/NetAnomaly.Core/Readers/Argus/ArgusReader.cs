using System.Globalization;
using NetAnomaly.Core.Readers.Rows;
using NetAnomaly.Core.Readers.Text;

namespace NetAnomaly.Core.Readers.Argus;

/// <summary>Reads an Argus file row by row.</summary>
/// <remarks>Argus never quotes, so that a row is split on spans; a CSV parser would spend a string on every field.</remarks>
internal sealed class ArgusReader(Stream stream, FlowReadContext context)
{
    private const string Management = "man";

    // What Argus writes for the addresses of its management records where it writes any.
    private const string NoAddress = "0";

    private readonly LineReader lines = new(stream, context);
    private readonly FlowRow row = new(context);
    private ArgusColumns? columns;
    private Range[] parts = [];

    /// <summary>The next good flow; <see langword="null"/> at the end.</summary>
    public FlowRecord? Next()
    {
        while (lines.Read())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (lines.Text.IsWhiteSpace() || TakeHeader()) continue;
            if (Parse() is { } flow) return flow;
        }

        return null;
    }

    /// <summary>Takes a header line; one may come again where files were joined, with other columns.</summary>
    private bool TakeHeader()
    {
        // Rows begin with a digit: only a line that begins with a letter is worth the look.
        if (columns is not null && !char.IsAsciiLetter(lines.Text[0])) return false;
        if (ArgusColumns.TryParse(lines.Text) is not { } found)
        {
            return columns is not null
                ? false
                : throw FlowFileErrors.MissingColumn(
                    context.Path,
                    lines.Number,
                    "an Argus header with StartTime, Proto, SrcAddr and DstAddr is missing.",
                    "Export with a header line (ra -L 0 -c , …), or name another format.");
        }

        columns = found;
        // One more than there are columns, to see rows that have too many.
        parts = new Range[columns.Names.Length + 1];
        return true;
    }

    private FlowRecord? Parse()
    {
        row.Begin(lines.Number);
        var text = lines.Text;
        var count = text.Split(parts, columns!.Separator);
        if (lines.IsTooLong) row.Fail("the line is longer than 1 MiB");
        else if (count == columns.Names.Length) Fill(text);
        else row.Fail(WrongCount(text, columns));
        return row.Finish(text);
    }

    private void Fill(ReadOnlySpan<char> text)
    {
        var isManagement = text[parts[columns!.Protocol]] is Management;
        for (var i = 0; i < columns.Fields.Length; i++)
        {
            var field = columns.Fields[i];
            var part = text[parts[i]];
            if (isManagement && part.IsEmpty && field is FlowField.Source or FlowField.Destination) part = NoAddress;
            row.Set(field, columns.Names[i], part);
        }
    }

    private static string WrongCount(ReadOnlySpan<char> text, ArgusColumns columns) => string.Create(
        CultureInfo.InvariantCulture,
        $"it has {text.Count(columns.Separator) + 1} columns where the header names {columns.Names.Length}");
}
