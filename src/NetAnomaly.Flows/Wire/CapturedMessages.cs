using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>Takes the messages of flow exporters out of captured packets, and reads them.</summary>
internal sealed class CapturedMessages
{
    private readonly FlowReadContext context;
    private readonly ExportMessageParser parser;
    private readonly SFlowParser samples;
    private readonly FrameKinds frames = new();
    private readonly NoteCounter notes;

    /// <summary>A reader of messages.</summary>
    public CapturedMessages(FlowReadContext context)
    {
        this.context = context;
        parser = new ExportMessageParser(context, waits: true);
        samples = new SFlowParser(context, frames);
        notes = new NoteCounter(context);
    }

    /// <summary>The flows so far; who takes them clears it.</summary>
    public List<FlowRecord> Flows { get; } = [];

    /// <summary>Takes the packet that the reader stands at.</summary>
    public void Take(CaptureReader reader)
    {
        var kind = PacketDecoder.Decode(reader.Frame, reader.LinkType, reader.OriginalLength, out var packet);
        if (kind != PacketKind.Ip || packet.PayloadStart == 0)
        {
            PassOver(kind, packet);
            return;
        }

        frames.CountIp();
        var place = string.Create(CultureInfo.InvariantCulture, $"packet {reader.Number}");
        var payload = reader.Frame.Slice(packet.PayloadStart, packet.PayloadLength);
        parser.Place = place;
        if (!LooksLikeMessage(payload))
        {
            notes.Add(
                "datagram|datagrams was|were no messages of NetFlow, IPFIX or sFlow version 5, and was|were passed "
                    + "over");
        }
        else if (!packet.IsPayloadWhole)
        {
            parser.Skip(1);
            context.Reject(
                parser.Ordinal,
                $"{place}: a message was not captured in full; capture whole packets (tcpdump -s 0), and keep "
                    + $"messages below the network's packet size", "");
        }
        else if (ExportMessage.IsSFlow(payload))
        {
            parser.Skip(samples.Parse(payload, reader.Ticks, parser.Ordinal, place, Flows) - parser.Ordinal);
        }
        else
        {
            // One that is broken is rejected by the parser, with what is wrong.
            parser.Parse(
                payload,
                new ExporterKey(
                    packet.Source, (ushort)packet.SourcePort, packet.Destination, (ushort)packet.DestinationPort),
                Flows);
        }
    }

    /// <summary>Hands on what waits, and tells what was passed over: no more packets will come.</summary>
    public void Complete()
    {
        parser.Complete(Flows);
        frames.Tell(notes);
        notes.Tell();
    }

    private void PassOver(PacketKind kind, in PacketHeader packet)
    {
        if (kind != PacketKind.Ip) frames.Count(kind, packet);
        else
            notes.Add(
                packet.IsLaterFragment
                    ? "fragment|fragments of datagrams was|were passed over"
                    : "packet|packets of other protocols than UDP was|were passed over; messages in TCP and "
                        + "SCTP are not read",
                packet.IsLaterFragment
                    ? "Set the exporter's messages below the network's packet size."
                    : "Where the exporter sends in TCP or SCTP, write its messages to a file with a collector.");
    }

    /// <summary>Whether a datagram begins with the version of NetFlow, IPFIX or sFlow.</summary>
    private static bool LooksLikeMessage(ReadOnlySpan<byte> payload) =>
        payload is [0, 1 or 5 or 7 or 9 or 10, ..] or [0, 0, 0, 5, ..];
}
