using System.Buffers.Binary;
using System.Runtime.ExceptionServices;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>Files of IPFIX messages, one behind the other (RFC 5655).</summary>
/// <remarks>
/// The ordinal of a flow is that of its data record. A message whose length is broken ends the file: nobody knows where
/// the next one begins.
/// </remarks>
internal sealed class IpfixFileFormat : IFlowFormat
{
    private const int HeaderLength = 16;

    /// <inheritdoc/>
    public string Name => "Ipfix";

    /// <inheritdoc/>
    public string Description => "Files of IPFIX messages (RFC 5655), such as YAF and nProbe write";

    /// <inheritdoc/>
    public string Recognition => "messages of version 10 whose lengths and sets fit into each other";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        // A second message behind the first, or the file's end, tells messages from other content that begins with
        // 0x000a.
        var messages = 0;
        while (head.Length >= HeaderLength && messages < 2)
        {
            if (!IsHeader(head, out var length)) return false;
            if (length > head.Length) return messages > 0 || BeginsWithSet(head, length);
            if (!ExportMessage.IsNetFlow(head[..length]) && length > HeaderLength) return false;
            head = head[length..];
            messages++;
        }

        return messages > 0 && (head.IsEmpty || messages == 2 || head.Length < HeaderLength);
    }

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return Enumerate(stream, context);
    }

    private static IEnumerable<FlowRecord> Enumerate(Stream stream, FlowReadContext context)
    {
        var source = new ByteSource(stream, context);
        var parser = new ExportMessageParser(context, waits: true);
        var flows = new List<FlowRecord>();
        ExceptionDispatchInfo? error = null;
        while (error is null && TryNext(source, parser, flows, out error))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            foreach (var flow in flows) yield return flow;
            flows.Clear();
        }

        // Where the file breaks off, the flows until then are good.
        parser.Complete(flows);
        foreach (var flow in flows) yield return flow;
        error?.Throw();
    }

    private static bool TryNext(
        ByteSource source, ExportMessageParser parser, List<FlowRecord> flows, out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            return Next(source, parser, flows);
        }
        catch (IOException exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    private static bool Next(ByteSource source, ExportMessageParser parser, List<FlowRecord> flows)
    {
        source.Ordinal = parser.Arrived + 1;
        if (source.IsAtEnd()) return false;
        var header = source.Peek(HeaderLength);
        if (header.Length < HeaderLength) throw source.Truncated();
        if (!IsHeader(header, out var length)) throw source.Malformed("Here should begin an IPFIX message.");
        parser.Parse(source.Take(length), ExporterKey.None, flows);
        return true;
    }

    private static bool BeginsWithSet(ReadOnlySpan<byte> head, int length)
    {
        if (head.Length < HeaderLength + 4) return false;
        var id = BinaryPrimitives.ReadUInt16BigEndian(head[HeaderLength..]);
        int set = BinaryPrimitives.ReadUInt16BigEndian(head[(HeaderLength + 2)..]);
        return id is 2 or 3 or >= TemplateParser.FirstId && set >= 4 && set <= length - HeaderLength;
    }

    private static bool IsHeader(ReadOnlySpan<byte> head, out int length)
    {
        length = BinaryPrimitives.ReadUInt16BigEndian(head[2..]);
        return BinaryPrimitives.ReadUInt16BigEndian(head) == 10 && length >= HeaderLength;
    }
}
