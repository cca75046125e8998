using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>Flows of Argus as <c>ra</c> prints them with a separator, known as binetflow: CTU-13 and its kin.</summary>
/// <remarks>
/// Any choice and order of columns, mapped by the header; separated by comma, tab, semicolon or bar. Times without zone
/// are UTC. Management records (<c>man</c>) are kept as flows of that protocol. Ports beyond 16 bits in hexadecimal
/// (the SPI of ESP) are no ports.
/// </remarks>
internal sealed class ArgusFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "Argus";

    /// <inheritdoc/>
    public string Description => "Argus flows with a header line (binetflow), separated by commas or tabs";

    /// <inheritdoc/>
    public string Recognition =>
        "a header with StartTime, Proto, SrcAddr and DstAddr, separated by comma, tab, semicolon or bar";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        HeadText.FirstLines(head, 2).Exists(line => ArgusColumns.TryParse(line) is not null);

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return ParallelRowReader.Read(stream, context, own => new ArgusReader(own));
    }
}
