using NetAnomaly.Core.Readers.Text;

namespace NetAnomaly.Core.Readers.Csv;

/// <summary>Any CSV file with a header line, through a <see cref="ColumnMap"/>; without one, through the <see cref="ColumnMaps"/>.</summary>
/// <remarks>Separated by comma, semicolon, tab or bar. A flow stands on one line: a quote that is left open costs its line and no more.</remarks>
public sealed class CsvFormat : IFlowFormat
{
    internal const string FormatName = "Csv";

    /// <inheritdoc/>
    public string Name => FormatName;

    /// <inheritdoc/>
    public string Description => "CSV with a header line; say which column holds what with a column map, unless a ready-made one fits";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => CsvLayout.TryRead(HeadText.FirstLine(head), null) is not null;

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        using var reader = CsvFlowReader.Open(stream, context);
        while (reader.Next() is { } flow) yield return flow;
    }
}
