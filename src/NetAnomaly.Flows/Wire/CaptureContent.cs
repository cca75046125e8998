namespace NetAnomaly.Flows.Wire;

/// <summary>Tells captures of flow exporters' messages from captures of the traffic itself.</summary>
internal static class CaptureContent
{
    /// <summary>
    /// Whether a capture holds exporters' messages: at least four of five IP packets in its beginning are UDP datagrams
    /// that are such a message from first byte to last. Fragments do not count.
    /// </summary>
    /// <param name="head">The beginning of a file that <see cref="CaptureReader.IsCapture"/> takes.</param>
    public static bool IsExport(ReadOnlySpan<byte> head)
    {
        var (packets, messages) = (0, 0);
        try
        {
            using var stream = new MemoryStream(head.ToArray());
            var reader = new CaptureReader(
                stream, new FlowReadContext { Path = "", Rejects = new RejectCounter(keep: 0) });
            while (reader.Next())
            {
                if (
                    PacketDecoder.Decode(
                        reader.Frame, reader.LinkType, reader.OriginalLength,
                        out var packet) != PacketKind.Ip || packet.IsFragment) continue;
                packets++;
                if (packet.IsPayloadWhole
                    && ExportMessage.IsExport(
                        reader.Frame.Slice(packet.PayloadStart, packet.PayloadLength))) messages++;
            }
        }
        catch (FlowFileException)
        {
            // The head mostly ends within a frame; what came before tells enough.
        }

        return messages > 0 && messages * 5 >= packets * 4;
    }
}
