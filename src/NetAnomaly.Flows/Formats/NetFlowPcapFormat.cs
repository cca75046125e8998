using System.Runtime.ExceptionServices;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Packet captures of what exporters sent to a collector: NetFlow v1, v5, v7, v9, IPFIX and sFlow v5 in UDP, on any
/// port.
/// </summary>
/// <remarks>
/// Datagrams that are no such message are passed over; fragments and broken messages are rejected. The ordinal of a
/// flow is that of its data record, and reasons of rejects name the packet.
/// </remarks>
internal sealed class NetFlowPcapFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "NetFlowPcap";

    /// <inheritdoc/>
    public string Description => "Packet captures of NetFlow, IPFIX or sFlow messages";

    /// <inheritdoc/>
    public string Recognition => "a pcap or pcapng file in which at least four of five IP packets are messages of "
        + "NetFlow, IPFIX or sFlow in UDP, on any port";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => CaptureReader.IsCapture(head) && CaptureContent.IsExport(head);

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return Enumerate(stream, context);
    }

    private static IEnumerable<FlowRecord> Enumerate(Stream stream, FlowReadContext context)
    {
        var reader = new CaptureReader(stream, context);
        var messages = new CapturedMessages(context);
        ExceptionDispatchInfo? error = null;
        while (error is null && reader.TryNext(out error))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            messages.Take(reader);
            foreach (var flow in messages.Flows) yield return flow;
            messages.Flows.Clear();
        }

        // Where the capture breaks off, the flows until then are good.
        messages.Complete();
        foreach (var flow in messages.Flows) yield return flow;
        error?.Throw();
    }
}
