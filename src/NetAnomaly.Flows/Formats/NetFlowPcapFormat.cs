using System.Globalization;
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
public sealed class NetFlowPcapFormat : IFlowFormat
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
        var parser = new ExportMessageParser(context);
        var samples = new SFlowParser(context);
        var flows = new List<FlowRecord>();
        while (reader.Next())
        {
            context.Cancellation.ThrowIfCancellationRequested();
            Parse(reader, parser, samples, flows, context);
            foreach (var flow in flows) yield return flow;
            flows.Clear();
        }

        parser.Complete();
    }

    private static void Parse(
        CaptureReader reader, ExportMessageParser parser, SFlowParser samples, List<FlowRecord> flows,
        FlowReadContext context)
    {
        if (PacketDecoder.Decode(reader.Frame, reader.LinkType, reader.OriginalLength, out var packet) != PacketKind.Ip
            || packet.PayloadStart == 0) return;
        var place = string.Create(CultureInfo.InvariantCulture, $"packet {reader.Number}");
        var payload = reader.Frame.Slice(packet.PayloadStart, packet.PayloadLength);
        parser.Place = place;
        if (!packet.IsPayloadWhole && LooksLikeMessage(payload))
        {
            parser.Skip(1);
            context.Reject(
                parser.Ordinal,
                $"{place}: a message was not captured in full; capture whole packets (tcpdump -s 0), and keep "
                    + $"messages below the network's packet size", "");
        }
        else if (ExportMessage.IsSFlow(payload))
        {
            parser.Skip(samples.Parse(payload, reader.Ticks, parser.Ordinal, place, flows) - parser.Ordinal);
        }
        else if (LooksLikeMessage(payload))
        {
            // One that is broken is rejected by the parser, with what is wrong.
            parser.Parse(payload, new ExporterKey(packet.Source), flows);
        }
    }

    /// <summary>Whether a datagram begins with the version of NetFlow, IPFIX or sFlow.</summary>
    private static bool LooksLikeMessage(ReadOnlySpan<byte> payload) =>
        payload is [0, 1 or 5 or 7 or 9 or 10, ..] or [0, 0, 0, 5, ..];
}
