using NetAnomaly.Flows.Text;

namespace NetAnomaly.Flows.Formats;

/// <summary>A firewall's lines within a log that has lines of others too: those are passed over.</summary>
internal abstract class LogFormat : IFlowFormat
{
    private const int LinesTried = 200;

    private protected LogFormat()
    {
    }

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <inheritdoc/>
    public abstract string Description { get; }

    /// <inheritdoc/>
    public abstract string Recognition { get; }

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) =>
        HeadText.FirstLines(head, LinesTried).Exists(line => IsLine(line));

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return ParallelRowReader.Read(stream, context, Open);
    }

    /// <summary>Whether a line is one of the firewall's, beyond doubt.</summary>
    private protected abstract bool IsLine(ReadOnlySpan<char> line);

    /// <summary>Makes a reader.</summary>
    private protected abstract RowReader Open(FlowReadContext context);
}
