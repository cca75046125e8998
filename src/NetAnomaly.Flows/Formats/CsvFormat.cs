using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Any CSV file with a header line, through a <see cref="ColumnMap"/>; without one, through the
/// <see cref="ColumnMaps"/>.
/// </summary>
/// <remarks>
/// Separated by comma, semicolon, tab or bar. A flow stands on one line: a quote that is left open costs its line and
/// no more.
/// </remarks>
internal sealed class CsvFormat : TableFormat
{
    internal const string FormatName = "Csv";

    /// <inheritdoc/>
    public override string Name => FormatName;

    /// <inheritdoc/>
    public override string Description =>
        "CSV with a header line; say which column holds what with a column map, unless a ready-made one fits";

    /// <inheritdoc/>
    public override string Recognition => "a header that a ready-made column map fits, or -ColumnMap";

    private protected override TableLayout? LayoutOf(string line) => CsvLayout.TryRead(line, null);

    internal override TableLayout? LayoutOf(string line, FlowReadContext context) =>
        CsvLayout.TryRead(line, context.Columns);

    // The first line is what a column map is compared with, and what the error shows where it does not fit.
    internal override bool CanLoseFirstLine => false;

    internal override bool IsNoRow(ReadOnlySpan<char> line) => !line.ContainsAnyExcept(' ', '\t');

    internal override FlowFileException NoHeader(ReadOnlySpan<char> line, long number, FlowReadContext context)
    {
        var header = line.ToString();
        return context.Columns is { } map
            ? FlowFileErrors.MissingColumn(
                context.Path,
                number,
                $"the header lacks {string.Join(", ", CsvLayout.Missing(header, map).Select(name => $"'{name}'"))}.",
                $"Name columns that the file has: {Shorten(header)}")
            : FlowFileErrors.MissingColumn(
                context.Path,
                number,
                "no ready-made column map fits the header.",
                $"Say which column holds what: -ColumnMap @{{ Start = '…'; Source = '…'; Destination = '…' }}. The "
                    + $"header is: {Shorten(header)}");
    }

    private static string Shorten(string header) => header.Length <= 500 ? header : header[..500] + "…";
}
