using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads an Argus file row by row.</summary>
internal sealed class ArgusReader : RowReader
{
    private const string Management = "man";

    // What Argus writes for the addresses of its management records where it writes any.
    private const string NoAddress = "0";

    private readonly CellSplitter cells = new();

    public ArgusReader(FlowReadContext context)
        : base(context) => Row.PortRemedy = "Export with numbers (ra -n) to keep them.";

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var text = Lines.Text;
        var columns = (ArgusColumns?)Layout;
        if (text.IsWhiteSpace() || TakeHeader(text, columns)) return null;
        if (columns is not null) return Parse(text, columns);
        Row.Begin(Lines.Number);
        Row.Fail(CutLine);
        return Row.Finish(text);
    }

    /// <summary>Takes a header line; one may come again where files were joined, with other columns.</summary>
    private bool TakeHeader(ReadOnlySpan<char> text, ArgusColumns? columns)
    {
        // Rows begin with a digit: only a line that begins with a letter is worth the look.
        if (columns is not null && !char.IsAsciiLetter(text.TrimStart('"') is [var first, ..] ? first : '0'))
            return false;
        if (columns is null) text = HeadText.Bare(text);
        if (columns is not null && text.SequenceEqual(columns.Line)) return true;
        if (ArgusColumns.TryParse(text) is not { } found)
        {
            return columns is not null || Lines.Number == 1
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
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (cells.Split(
            text, columns.Separator, columns.Names.Length, columns.IsQuoted, isPadded: false, out var count) is { } bad)
            Row.Fail(bad);
        else if (count != columns.Names.Length) Row.Fail(WrongCount(count, columns));
        else Fill(cells.Text(text), columns);
        return Row.Finish(text);
    }

    private void Fill(ReadOnlySpan<char> text, ArgusColumns columns)
    {
        var isManagement = text[cells[columns.Protocol]] is Management;
        var names = columns.Names;
        var fields = columns.Fields;
        for (var i = 0; i < fields.Length; i++)
        {
            var field = fields[i];
            if (field == FlowField.None) continue;
            var part = text[cells[i]];
            if (isManagement && part.IsEmpty && field is FlowField.Source or FlowField.Destination) part = NoAddress;
            Row.Set(field, names[i], part);
        }
    }

    private static string WrongCount(int count, ArgusColumns columns) => string.Create(
        CultureInfo.InvariantCulture,
        $"it has {count} columns where the header names {columns.Names.Length}");
}
