using System.Buffers.Binary;
using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Reads the flow samples of sFlow version 5 (sflow.org, "sFlow Version 5"): each sampled packet is a flow, its counts
/// multiplied by the sampling rate.
/// </summary>
/// <remarks>
/// Samples of counters, and records beside the packet itself, are passed over; frames without IP are counted by kind.
/// </remarks>
internal sealed class SFlowParser(FlowReadContext context, FrameKinds frames)
{
    private const uint FlowSample = 1;
    private const uint ExpandedFlowSample = 3;
    private const uint RawPacket = 1;
    private const uint IPv4Packet = 3;
    private const uint IPv6Packet = 4;
    private const uint EthernetHeader = 1;
    private const uint IPv4Header = 11;
    private const uint IPv6Header = 12;

    private readonly BinaryFlowRecords records = new(context);
    private readonly BinaryFlow flow = new();
    private readonly AddressTexts agents = new();
    private string? agent;

    // Whether the sample at hand holds a frame of something else than IP.
    private bool isForeign;

    /// <summary>Reads one datagram.</summary>
    /// <param name="datagram">One that <see cref="ExportMessage.IsSFlow"/> takes.</param>
    /// <param name="ticks">When it was received: sFlow gives no other time.</param>
    /// <param name="ordinal">The ordinal of the last record before it.</param>
    /// <param name="place">Where it stands, for the reasons of rejects.</param>
    /// <param name="flows">Takes the flows.</param>
    /// <returns>The ordinal of its last record.</returns>
    public long Parse(
        ReadOnlySpan<byte> datagram, long ticks, long ordinal, string place, ICollection<FlowRecord> flows)
    {
        var addressLength = BinaryPrimitives.ReadUInt32BigEndian(datagram[4..]) == 1 ? 4 : 16;
        var count = BinaryPrimitives.ReadUInt32BigEndian(datagram[(20 + addressLength)..]);
        var samples = datagram[(24 + addressLength)..];
        agent = agents.Of(AddressTexts.FromBytes(datagram.Slice(8, addressLength)));
        for (var i = 0u; i < count; i++)
        {
            if (!Next(ref samples, out var type, out var sample))
            {
                context.Reject(
                    ++ordinal,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{place}: an sFlow datagram breaks off: its header says {count} samples, {i} are there"), "");
                return ordinal;
            }

            if (type is not (FlowSample or ExpandedFlowSample)) continue;
            isForeign = false;
            var isFlow = Sample(sample, type == ExpandedFlowSample, ticks);
            if (isForeign && !isFlow) continue;
            ordinal++;
            if (isFlow) flows.Add(records.Make(flow, ordinal));
            else context.Reject(ordinal, $"{place}: a sample holds no IP packet that can be read", HexText.Of(sample));
        }

        return ordinal;
    }

    private bool Sample(ReadOnlySpan<byte> sample, bool isExpanded, long ticks)
    {
        var (rateAt, recordsAt) = isExpanded ? (12, 40) : (8, 28);
        if (sample.Length < recordsAt + 4) return false;
        var rate = BinaryPrimitives.ReadUInt32BigEndian(sample[rateAt..]);
        var parts = sample[(recordsAt + 4)..];
        while (Next(ref parts, out var type, out var part))
        {
            flow.Clear();
            var isRead = type switch
            {
                RawPacket => Raw(part),
                IPv4Packet => Fields(part, 4),
                IPv6Packet => Fields(part, 16),
                _ => false,
            };
            if (!isRead) continue;
            flow.Packets = 1;
            flow.SetStart(ticks);
            flow.Exporter = agent;
            flow.Scale = Math.Max(1, rate);
            return BinaryFlowRecords.Fault(flow) is null;
        }

        return false;
    }

    private bool Raw(ReadOnlySpan<byte> part)
    {
        if (part.Length < 16) return false;
        var linkType = BinaryPrimitives.ReadUInt32BigEndian(part) switch
        {
            EthernetHeader => LinkLayer.Ethernet,
            IPv4Header or IPv6Header => LinkLayer.RawIp,
            _ => -1,
        };
        var frameLength = (int)Math.Min(BinaryPrimitives.ReadUInt32BigEndian(part[4..]), int.MaxValue / 2);
        var headerLength = BinaryPrimitives.ReadUInt32BigEndian(part[12..]);
        if (linkType < 0 || headerLength > part.Length - 16) return false;
        var kind = PacketDecoder.Decode(part.Slice(16, (int)headerLength), linkType, frameLength, out var packet);
        if (kind == PacketKind.Ip)
        {
            frames.CountIp();
            flow.SetPacket(packet);
            return true;
        }

        isForeign = kind == PacketKind.Other && packet.FrameKind >= 0;
        if (isForeign) frames.Count(kind, packet);
        return false;
    }

    /// <summary>
    /// A packet whose header the agent has taken apart: length, protocol, addresses, ports, TCP flags.
    /// </summary>
    private bool Fields(ReadOnlySpan<byte> part, int addressLength)
    {
        if (part.Length < 20 + (2 * addressLength)) return false;
        flow.Bytes = BinaryPrimitives.ReadUInt32BigEndian(part);
        flow.Protocol = (int)(BinaryPrimitives.ReadUInt32BigEndian(part[4..]) & 255);
        flow.SetSource(AddressTexts.FromBytes(part.Slice(8, addressLength)));
        flow.SetDestination(AddressTexts.FromBytes(part.Slice(8 + addressLength, addressLength)));
        var rest = part[(8 + (2 * addressLength))..];
        flow.SourcePort = (ushort)BinaryPrimitives.ReadUInt32BigEndian(rest);
        flow.DestinationPort = (ushort)BinaryPrimitives.ReadUInt32BigEndian(rest[4..]);
        flow.TcpFlags = (byte)BinaryPrimitives.ReadUInt32BigEndian(rest[8..]);
        return true;
    }

    /// <summary>The next sample or record: a kind, a length, and so many bytes.</summary>
    private static bool Next(ref ReadOnlySpan<byte> parts, out uint type, out ReadOnlySpan<byte> part)
    {
        type = 0;
        part = default;
        if (parts.Length < 8) return false;
        type = BinaryPrimitives.ReadUInt32BigEndian(parts);
        var length = BinaryPrimitives.ReadUInt32BigEndian(parts[4..]);
        if (length > parts.Length - 8) return false;
        part = parts.Slice(8, (int)length);
        parts = parts[(int)(8 + length)..];
        return true;
    }
}
