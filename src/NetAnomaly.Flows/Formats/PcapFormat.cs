using System.Globalization;
using System.Runtime.ExceptionServices;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>Packet captures (pcap and pcapng), assembled into flows of both directions.</summary>
/// <remarks>
/// Link layers: Ethernet with VLAN tags, QinQ, MPLS and PPPoE, bare IP, Linux cooked, loopback. Fragments count to the
/// flow of their first one. Flows end after five silent minutes, are cut after thirty, and 262,144 are held at most.
/// What is not IP is passed over. The ordinal of a flow is that of its first packet.
/// </remarks>
public sealed class PcapFormat : IFlowFormat
{
    /// <inheritdoc/>
    public string Name => "Pcap";

    /// <inheritdoc/>
    public string Description => "Packet captures (pcap, pcapng), assembled into flows";

    /// <inheritdoc/>
    public string Recognition => "the first bytes of pcap or pcapng, where the packets are no messages of exporters";

    /// <inheritdoc/>
    public bool Recognizes(ReadOnlySpan<byte> head) => CaptureReader.IsCapture(head) && !CaptureContent.IsExport(head);

    /// <inheritdoc/>
    public IEnumerable<FlowRecord> Read(Stream stream, FlowReadContext context)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(context);
        return Enumerate(stream, context);
    }

    private static IEnumerable<FlowRecord> Enumerate(Stream stream, FlowReadContext context)
    {
        var flows = new List<FlowRecord>();
        var assembler = new FlowAssembler(context, flows);
        var reader = new CaptureReader(stream, context);
        ExceptionDispatchInfo? error = null;
        while (error is null && TryNext(reader, out error))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Add(reader, assembler, context);
            foreach (var flow in flows) yield return flow;
            flows.Clear();
        }

        // Where the capture breaks off, the flows until then are good.
        assembler.Complete();
        foreach (var flow in flows) yield return flow;
        error?.Throw();
    }

    private static bool TryNext(CaptureReader reader, out ExceptionDispatchInfo? error)
    {
        error = null;
        try
        {
            return reader.Next();
        }
        catch (IOException exception)
        {
            error = ExceptionDispatchInfo.Capture(exception);
            return false;
        }
    }

    private static void Add(CaptureReader reader, FlowAssembler assembler, FlowReadContext context)
    {
        switch (PacketDecoder.Decode(reader.Frame, reader.LinkType, reader.OriginalLength, out var packet))
        {
            case PacketKind.Ip when !FlowTime.IsTime(reader.Ticks):
                context.Reject(
                    reader.Number, "the packet's time is out of range (years 1900 to 2199)", HexText.Of(reader.Frame));
                break;
            case PacketKind.Ip:
                assembler.Add(ref packet, reader.Ticks, reader.Number);
                break;
            case PacketKind.Damaged:
                context.Reject(
                    reader.Number, "the packet's IP header is broken, or was not captured in full",
                    HexText.Of(reader.Frame));
                break;
            case PacketKind.UnknownLink:
                context.Reject(
                    reader.Number,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the packet's link type {reader.LinkType} is not known here; Ethernet, raw IP, Linux cooked "
                            + $"and loopback are"), "");
                break;
        }
    }
}
