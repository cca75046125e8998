using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads an Argus file row by row.</summary>
/// <remarks>
/// Argus never quotes, so that a row is split on spans; a CSV parser would spend a string on every field.
/// </remarks>
internal sealed class ArgusReader(FlowReadContext context) : RowReader(context)
{
    private const string Management = "man";

    // What Argus writes for the addresses of its management records where it writes any.
    private const string NoAddress = "0";

    private Range[] parts = [];

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var text = Lines.Text;
        var columns = (ArgusColumns?)Layout;
        if (text.IsWhiteSpace() || TakeHeader(text, columns)) return null;
        return Parse(text, columns!);
    }

    /// <summary>Takes a header line; one may come again where files were joined, with other columns.</summary>
    private bool TakeHeader(ReadOnlySpan<char> text, ArgusColumns? columns)
    {
        // Rows begin with a digit: only a line that begins with a letter is worth the look.
        if (columns is not null && !char.IsAsciiLetter(text[0])) return false;
        if (columns is not null && text.SequenceEqual(columns.Line)) return true;
        if (ArgusColumns.TryParse(text) is not { } found)
        {
            return columns is not null
                ? false
                : throw FlowFileErrors.MissingColumn(
                    Context.Path,
                    Lines.Number,
                    "an Argus header with StartTime, Proto, SrcAddr and DstAddr is missing.",
                    "Export with a header line (ra -L 0 -c , …), or name another format.");
        }

        Layout = found;
        return true;
    }

    private FlowRecord? Parse(ReadOnlySpan<char> text, ArgusColumns columns)
    {
        Row.Begin(Lines.Number);
        // One more than there are columns, to see rows that have too many.
        if (parts.Length != columns.Names.Length + 1) parts = new Range[columns.Names.Length + 1];
        var count = text.Split(parts, columns.Separator);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (count == columns.Names.Length) Fill(text, columns);
        else Row.Fail(WrongCount(text, columns));
        return Row.Finish(text);
    }

    private void Fill(ReadOnlySpan<char> text, ArgusColumns columns)
    {
        var isManagement = text[parts[columns.Protocol]] is Management;
        var names = columns.Names;
        var fields = columns.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (field == FlowField.None) continue;
            var part = text[parts[i]];
            if (isManagement && part.IsEmpty && field is FlowField.Source or FlowField.Destination) part = NoAddress;
            Row.Set(field, names[i], part);
        }
    }

    private static string WrongCount(ReadOnlySpan<char> text, ArgusColumns columns) => string.Create(
        CultureInfo.InvariantCulture,
        $"it has {text.Count(columns.Separator) + 1} columns where the header names {columns.Names.Length}");
}
