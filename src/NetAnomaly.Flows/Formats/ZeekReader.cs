using System.Globalization;
using System.Text;
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
        var line = Lines.Bytes.TrimStart(" \t"u8);
        if (line.IsEmpty) return null;
        var header = (ZeekHeader?)Layout ?? None;
        if (line[0] == (byte)'#' && !Lines.IsTooLong)
        {
            Layout = TakeHeader(header, HeadText.Bare(Lines.Text).ToString());
            return null;
        }

        Row.Begin(Lines.Number);
        if (Lines.IsTooLong) Row.Fail("the line is longer than 1 MiB");
        else if (line[0] == (byte)'{') FillJson(line);
        else if (header.IsOtherLog) PassOver(header.Path);
        else Fill(Lines.Text, header);
        return Row.Finish(Lines.Bytes);
    }

    private ZeekHeader TakeHeader(ZeekHeader header, string line)
    {
        header = header.With(line);
        return line.StartsWith("#fields", StringComparison.Ordinal) && !header.HasFlowColumns && !header.IsOtherLog
            ? throw Missing("the #fields line lacks ts, proto, id.orig_h or id.resp_h.")
            : header;
    }

    // A connection has at least its state, or counts; what has the ends of one and neither tells what happened in it.
    private void FillJson(ReadOnlySpan<byte> line)
    {
        json.Fill(line);
        if (!json.OtherKind.IsEmpty) PassOver(json.OtherKind);
        else if (!Row.IsFaulty && Row.IsBare && (Tag(line) is { Length: > 0 } || Row.HasEnds)) PassOver(Tag(line));
    }

    private void PassOver(ReadOnlySpan<char> log)
    {
        Row.Omit();
        Context.Note(ZeekLogs.Note(log));
    }

    // {"dns":{…}}
    private static string Tag(ReadOnlySpan<byte> line)
    {
        if (line is not [(byte)'{', (byte)'"', ..]) return "";
        var name = line[2..];
        var end = name.IndexOf((byte)'"');
        return end > 0 && name[(end + 1)..].TrimStart(": "u8) is [(byte)'{', ..]
            ? Encoding.UTF8.GetString(name[..end])
            : "";
    }

    private void Fill(ReadOnlySpan<char> text, ZeekHeader header)
    {
        if (header.Columns is not { } columns)
        {
            if (Lines.Number > 1) throw Missing("there is no #fields line before the first row.");
            Row.Fail(CutLine);
            return;
        }

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
