using System.Buffers.Binary;
using System.Runtime.ExceptionServices;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Files of nfcapd and nfdump: layout 1 (nfdump 1.6) and layout 2 (1.7), in both byte orders; plain, or packed with
/// LZO, LZ4 or bzip2.
/// </summary>
/// <remarks>
/// Counts stand as nfcapd wrote them, which has scaled sampled traffic already. Counts of the other direction (<c>out
/// packets</c>, <c>out bytes</c>), where they are not zero, are those of the destination. The ordinal of a flow is that
/// of its record.
/// </remarks>
internal sealed class NfcapdFormat : IFlowFormat
{
    private const ushort Magic = 0xa50c;

    /// <inheritdoc/>
    public string Name => "Nfcapd";

    /// <inheritdoc/>
    public string Description => "Binary files of nfcapd and nfdump 1.6 and 1.7";

    /// <inheritdoc/>
    public string Recognition => "its first bytes, a50c in either byte order, and the layout 1, 2 or 3";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        if (head.Length < NfcapdFile.ShortestHeader) return false;
        var isLittle = BinaryPrimitives.ReadUInt16LittleEndian(head) == Magic;
        if (!isLittle && BinaryPrimitives.ReadUInt16BigEndian(head) != Magic) return false;
        return (isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(head[2..])
            : BinaryPrimitives.ReadUInt16BigEndian(head[2..])) is 1 or 2 or 3;
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
        var file = new NfcapdFile(stream, context);
        ExceptionDispatchInfo? error = null;
        while (error is null && TryNextBlock(file, out error))
        {
            while (!file.IsBlockRead)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                if (file.NextFlow() is { } flow) yield return flow;
                foreach (var ready in file.Ready) yield return ready;
                file.Ready.Clear();
            }
        }

        // Where the file breaks off, the flows until then are good.
        file.Complete();
        foreach (var ready in file.Ready) yield return ready;
        error?.Throw();
    }

    private static bool TryNextBlock(NfcapdFile file, out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            return file.NextBlock();
        }
        catch (IOException exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }
}
