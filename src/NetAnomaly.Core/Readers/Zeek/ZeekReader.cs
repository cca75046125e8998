using System.Globalization;
using NetAnomaly.Core.Readers.Rows;
using NetAnomaly.Core.Readers.Text;

namespace NetAnomaly.Core.Readers.Zeek;

/// <summary>Reads a conn.log row by row.</summary>
/// <remarks>Zeek escapes its separator and never quotes, so that a row is split on spans; a CSV parser would read quotes that are none.</remarks>
internal sealed class ZeekReader
{
    private readonly FlowReadContext context;
    private readonly LineReader lines;
    private readonly FlowRow row;
    private readonly ZeekJsonRow json;
    private readonly ZeekHeader header = new();
    private Range[] parts = [];
    private Range[] bundledParts = [];

    public ZeekReader(Stream stream, FlowReadContext context)
    {
        this.context = context;
        lines = new LineReader(stream, context);
        row = new FlowRow(context);
        json = new ZeekJsonRow(row);
    }

    /// <summary>The next good flow; <see langword="null"/> at the end.</summary>
    public FlowRecord? Next()
    {
        while (lines.Read())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            if (Parse(lines.Bytes.TrimStart((byte)' ')) is { } flow) return flow;
        }

        return null;
    }

    private FlowRecord? Parse(ReadOnlySpan<byte> line)
    {
        if (line.Trim(" \t"u8).IsEmpty) return null;
        if (line[0] == (byte)'#' && !lines.IsTooLong)
        {
            TakeHeader(lines.Text.ToString());
            return null;
        }

        row.Begin(lines.Number);
        if (lines.IsTooLong) row.Fail("the line is longer than 1 MiB");
        else if (line[0] == (byte)'{') json.Fill(line);
        else Fill(lines.Text);
        return row.Finish(lines.Text);
    }

    private void TakeHeader(string line)
    {
        header.Take(line);
        if (!line.StartsWith("#fields", StringComparison.Ordinal)) return;
        if (!header.HasFlowColumns) throw Missing("the #fields line lacks ts, proto, id.orig_h or id.resp_h.");
        // One more than there are columns, to see rows that have too many.
        parts = new Range[header.Columns!.Length + 1];
        bundledParts = new Range[header.Bundled.Length + 1];
    }

    private void Fill(ReadOnlySpan<char> text)
    {
        if (header.Columns is not { } columns) throw Missing("there is no #fields line before the first row.");
        if (text.Split(parts, header.Separator) != columns.Length)
        {
            row.Fail(string.Create(CultureInfo.InvariantCulture, $"it has {text.Count(header.Separator) + 1} columns where #fields names {columns.Length}"));
            return;
        }

        for (var i = 0; i < columns.Length; i++) Set(columns[i], text[parts[i]]);
        if (header.Bundled.Length > 0) FillBundle(text[parts[columns.Length - 1]]);
    }

    private void FillBundle(ReadOnlySpan<char> text)
    {
        if (text.Split(bundledParts, ZeekHeader.BundleSeparator) != header.Bundled.Length)
        {
            row.Fail($"the last column does not hold {header.Bundled.Length} values separated by three spaces");
            return;
        }

        for (var i = 0; i < header.Bundled.Length; i++) Set(header.Bundled[i], text[bundledParts[i]]);
    }

    private void Set(ZeekField column, ReadOnlySpan<char> value) => row.Set(column.Field, column.Name, header.IsAbsent(value) ? "" : value);

    private FlowFileException Missing(string what) =>
        FlowFileErrors.MissingColumn(context.Path, lines.Number, what, "Give a conn.log with its # lines (or JSON lines), or name another format.");
}
