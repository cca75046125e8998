using System.Globalization;
using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Reads a conn.log row by row.</summary>
/// <remarks>
/// Zeek escapes its separator and never quotes, so that a row is split on spans; a CSV parser would read quotes that
/// are none.
/// </remarks>
internal sealed class ZeekReader : RowReader
{
    private static readonly ZeekHeader None = new();

    private readonly JsonRow json;
    private Range[] parts = [];
    private Range[] bundledParts = [];

    public ZeekReader(FlowReadContext context)
        : base(context) => json = new JsonRow(Row, ZeekFields.Shape);

    /// <inheritdoc/>
    protected override FlowRecord? Parse()
    {
        var line = Lines.Bytes.TrimStart((byte)' ');
        if (line.Trim(" \t"u8).IsEmpty) return null;
        var header = (ZeekHeader?)Layout ?? None;
        if (line[0] == (byte)'#' && !Lines.IsTooLong)
        {
            Layout = TakeHeader(header, Lines.Text.ToString());
            return null;
        }

        Row.Begin(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (line[0] == (byte)'{') json.Fill(line);
        else Fill(Lines.Text, header);
        return Row.Finish(Lines.Bytes);
    }

    private ZeekHeader TakeHeader(ZeekHeader header, string line)
    {
        header = header.With(line);
        return line.StartsWith("#fields", StringComparison.Ordinal) && !header.HasFlowColumns
            ? throw Missing("the #fields line lacks ts, proto, id.orig_h or id.resp_h.")
            : header;
    }

    private void Fill(ReadOnlySpan<char> text, ZeekHeader header)
    {
        if (header.Columns is not { } columns) throw Missing("there is no #fields line before the first row.");
        // One more than there are columns, to see rows that have too many.
        if (parts.Length != columns.Length + 1) parts = new Range[columns.Length + 1];
        if (text.Split(parts, header.Separator) != columns.Length)
        {
            Row.Fail(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it has {text.Count(header.Separator) + 1} columns where #fields names {columns.Length}"));
            return;
        }

        for (var i = 0; i < columns.Length; i++) Set(columns[i], text[parts[i]], header);
        if (header.Bundled.Length > 0) FillBundle(text[parts[columns.Length - 1]], header);
    }

    private void FillBundle(ReadOnlySpan<char> text, ZeekHeader header)
    {
        if (bundledParts.Length != header.Bundled.Length + 1) bundledParts = new Range[header.Bundled.Length + 1];
        if (text.Split(bundledParts, ZeekHeader.BundleSeparator) != header.Bundled.Length)
        {
            Row.Fail($"the last column does not hold {header.Bundled.Length} values separated by three spaces");
            return;
        }

        for (var i = 0; i < header.Bundled.Length; i++) Set(header.Bundled[i], text[bundledParts[i]], header);
    }

    private void Set(ZeekField column, ReadOnlySpan<char> value, ZeekHeader header) =>
        Row.Set(
            column.Field, column.Name,
            header.IsAbsent(value) ? "" : value.Contains('\\') ? ZeekEscapes.Read(value) : value);

    private FlowFileException Missing(string what) =>
        FlowFileErrors.MissingColumn(
            Context.Path, Lines.Number, what,
            "Give a conn.log with its # lines (or JSON lines), or name another format.");
}
