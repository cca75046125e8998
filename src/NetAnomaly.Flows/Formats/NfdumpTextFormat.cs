using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// What nfdump prints where nothing else is asked for: <c>-o line</c>, <c>-o long</c> and <c>-o extended</c>, with the
/// header that names the columns.
/// </summary>
/// <remarks>
/// Columns may be parted by blanks or tabs. Sums behind the flows are passed over. Numbers with a unit (<c>1.2 M</c>)
/// are rounded by nfdump: run it with <c>-N</c> for whole ones, with <c>-6</c> for whole IPv6 addresses, and with
/// <c>TZ=UTC</c>, as it writes local time without a zone, which counts as UTC.
/// </remarks>
internal sealed class NfdumpTextFormat : IFlowFormat
{
    private const int LinesTried = 5;

    /// <inheritdoc/>
    public string Name => "NfdumpText";

    /// <inheritdoc/>
    public string Description => "nfdump's lines for people: -o line, long, extended";

    /// <inheritdoc/>
    public string Recognition => "a header with 'Date first seen' or 'Date flow start' and 'Addr:Port'";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => HeadText.FirstLines(head, LinesTried).Exists(line =>
        line.StartsWith("Date f", StringComparison.Ordinal) && line.Contains("Addr:Port", StringComparison.Ordinal)
        && line.Contains("Duration", StringComparison.Ordinal));

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return ParallelRowReader.Read(stream, context, own => new NfdumpTextReader(own));
    }
}
