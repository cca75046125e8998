using System.Globalization;
using System.Text;
using CsvHelper;
using NetAnomaly.Core.Readers.Rows;
using NetAnomaly.Core.Readers.Text;

namespace NetAnomaly.Core.Readers.Csv;

/// <summary>Reads a CSV file row by row through CsvHelper.</summary>
internal sealed class CsvFlowReader : IDisposable
{
    private readonly FlowReadContext context;
    private readonly CsvLayout layout;
    private readonly LineStream content;
    private readonly CsvReader csv;
    private readonly FlowRow row;
    private readonly long linesBefore;
    private readonly byte[] startName;
    private char[] buffer = new char[1024];

    private CsvFlowReader(LineReader lines, CsvLayout layout, FlowReadContext context)
    {
        this.context = context;
        this.layout = layout;
        row = new FlowRow(context);
        linesBefore = lines.Number;
        startName = Encoding.UTF8.GetBytes(layout.Names[StartIndex]);
        content = new LineStream(lines, context);
        csv = CsvReader.Create(content, new CsvReaderOptions
        {
            Separator = layout.Separator,
            HasHeader = false,
            AllowLineBreaksInQuotes = false,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = RejectMalformed,
            TrackLineNumbers = true,
        });
    }

    private int StartIndex => layout.Columns.First(column => column.Field == FlowField.Start).Index;

    /// <summary>Reads the header.</summary>
    /// <exception cref="FlowFileException">It lacks a mapped column, or no map fits it.</exception>
    public static CsvFlowReader Open(Stream stream, FlowReadContext context)
    {
        var lines = new LineReader(stream, context);
        do
        {
            if (!lines.Read()) throw FlowFileErrors.Empty(context.Path);
        }
        while (lines.Text.IsWhiteSpace());

        var header = lines.Text.ToString();
        var layout = CsvLayout.TryRead(header, context.Columns) ?? throw NoLayout(header, lines.Number, context);
        return new CsvFlowReader(lines, layout, context);
    }

    /// <summary>The next good flow; <see langword="null"/> at the end.</summary>
    public FlowRecord? Next()
    {
        while (csv.Read())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            content.Settle(linesBefore + csv.LineNumber);
            if (Parse() is { } flow) return flow;
        }

        content.SettleAll();
        return null;
    }

    public void Dispose() => csv.Dispose();

    private FlowRecord? Parse()
    {
        var isWhole = csv.FieldCount == layout.Names.Length;
        // The header again, where files were joined.
        if (isWhole && csv.GetSpan(StartIndex).SequenceEqual(startName)) return null;
        var raw = csv.RawRecord;
        if (!raw.ContainsAnyExcept((byte)' ', (byte)'\t')) return null;
        row.Begin(linesBefore + csv.LineNumber);
        if (isWhole) Fill();
        else row.Fail(string.Create(CultureInfo.InvariantCulture, $"it has {csv.FieldCount} columns where the header names {layout.Names.Length}"));
        return row.Finish(Decode(raw));
    }

    private void Fill()
    {
        foreach (var column in layout.Columns) row.Set(column.Field, column.Name, Decode(csv.GetSpan(column.Index)));
    }

    private ReadOnlySpan<char> Decode(ReadOnlySpan<byte> utf8)
    {
        if (buffer.Length < utf8.Length) buffer = new char[Math.Max(utf8.Length, buffer.Length * 2)];
        return buffer.AsSpan(0, Encoding.UTF8.GetChars(utf8, buffer));
    }

    private void RejectMalformed(CsvMalformedRecord record)
    {
        var line = linesBefore + record.LineNumber;
        content.Settle(line);
        var isOpen = record.Reason is CsvMalformedReason.LineBreakInQuotes or CsvMalformedReason.UnterminatedQuote;
        context.Reject(line, isOpen ? "a quote is opened and not closed on the line" : "a quote stands inside a value", record.RawRecord);
    }

    private static FlowFileException NoLayout(string header, long line, FlowReadContext context) => context.Columns is { } map
        ? FlowFileErrors.MissingColumn(
            context.Path,
            line,
            $"the header lacks {string.Join(", ", CsvLayout.Missing(header, map).Select(name => $"'{name}'"))}.",
            $"Name columns that the file has: {Shorten(header)}")
        : FlowFileErrors.MissingColumn(
            context.Path,
            line,
            "no ready-made column map fits the header.",
            $"Say which column holds what: -ColumnMap @{{ Start = '…'; Source = '…'; Destination = '…' }}. The header is: {Shorten(header)}");

    private static string Shorten(string header) => header.Length <= 500 ? header : header[..500] + "…";
}
