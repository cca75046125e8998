using System.Runtime.ExceptionServices;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>Packet captures (pcap and pcapng), assembled into flows of both directions.</summary>
/// <remarks>
/// Link layers: Ethernet with VLAN tags, QinQ, VN-Tag, MPLS, PPPoE, LLC and SNAP, MACsec that is not encrypted, MAC in
/// MAC and FabricPath; bare IP, PPP, HDLC, Linux cooked, NFLOG, loopback. Fragments count to the
/// flow of their first one. Flows end after five silent minutes, are cut after thirty, and 262,144 are held at most.
/// What is not IP is passed over and counted by kind. The ordinal of a flow is that of its first packet.
/// </remarks>
internal sealed class PcapFormat : IFlowFormat
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
        var frames = new FrameKinds();
        var reader = new CaptureReader(stream, context);
        ExceptionDispatchInfo? error = null;
        while (error is null && reader.TryNext(out error))
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Add(reader, assembler, frames, context);
            foreach (var flow in flows) yield return flow;
            flows.Clear();
        }

        // Where the capture breaks off, the flows until then are good.
        assembler.Complete();
        var notes = new NoteCounter(context);
        frames.Tell(notes);
        notes.Tell();
        foreach (var flow in flows) yield return flow;
        error?.Throw();
    }

    private static void Add(CaptureReader reader, FlowAssembler assembler, FrameKinds frames, FlowReadContext context)
    {
        switch (PacketDecoder.Decode(reader.Frame, reader.LinkType, reader.OriginalLength, out var packet))
        {
            case PacketKind.Ip when !FlowTime.IsTime(reader.Ticks):
                context.Reject(
                    reader.Number, "the packet's time is out of range (years 1900 to 2199)", HexText.Of(reader.Frame));
                break;
            case PacketKind.Ip:
                frames.CountIp();
                assembler.Add(ref packet, reader.Ticks, reader.Number);
                break;
            case PacketKind.Damaged:
                context.Reject(
                    reader.Number, "the packet's IP header is broken, or was not captured in full",
                    HexText.Of(reader.Frame));
                break;
            default:
                frames.Count(PacketKind.Other, packet);
                break;
        }
    }
}
