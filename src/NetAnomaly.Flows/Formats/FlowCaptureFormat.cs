using System.IO.Compression;
using NetAnomaly.Flows.Content;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Files of flow-tools (flow-capture, flow-cat), stream version 3, of NetFlow v1, v5, v6 and v7; plain or packed with
/// zlib, in both byte orders.
/// </summary>
/// <remarks>The ordinal of a flow is that of its record.</remarks>
internal sealed class FlowCaptureFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "FlowCapture";

    /// <inheritdoc/>
    public string Description => "Binary files of flow-tools (ft files of flow-capture)";

    /// <inheritdoc/>
    public string Recognition => "its first bytes, cf10, and the stream version";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => head is [0xcf, 0x10, 1 or 2, 1 or 3, ..];

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return Enumerate(stream, context);
    }

    private static IEnumerable<FlowRecord> Enumerate(Stream stream, FlowReadContext context)
    {
        var header = FlowCaptureHeader.Read(stream, context);
        var limit = new DecompressionLimit(context.Path);
        using var watched = new EndWatch(stream, limit);
        using var content = header.IsPacked
            ? new ZLibStream(watched, CompressionMode.Decompress, leaveOpen: true)
            : (Stream)watched;
        var source = new ByteSource(new DamageStream(content, context, limit), context);
        var record = new FlowCaptureRecord(header, context);
        try
        {
            while (true)
            {
                source.Ordinal = record.Ordinal + 1;
                if (source.IsAtEnd()) break;
                context.Cancellation.ThrowIfCancellationRequested();
                if (record.Read(source.Take(header.RecordLength)) is { } flow) yield return flow;
            }
        }
        finally
        {
            record.Complete();
        }

        // A packed stream that is whole tells its end itself.
        if (header.IsPacked && watched.IsEndSeen) throw source.Truncated();
    }
}
