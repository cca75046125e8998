using System.Buffers.Binary;
using System.Text;

namespace NetAnomaly.Flows.Wire;

/// <summary>A data record on its way to a flow: takes its fields one by one. Reused.</summary>
internal sealed class ExportRecord
{
    private const int MaxNameLength = 100;

    private readonly FlowReadContext context;
    private readonly RecordTimes times;
    private long totalOctets;
    private long totalPackets;
    private long postOctets;
    private long postPackets;
    private long reverseTotalOctets;
    private long reverseTotalPackets;
    private UInt128 source6;
    private UInt128 destination6;
    private bool hasAddresses6;
    private int icmpType;
    private int icmpCode;
    private int icmpTypeAndCode;
    private ulong interval;
    private ulong sampled;
    private ulong space;
    private ulong population;
    private double probability;
    private bool hasPacket;
    private PacketHeader packet;

    /// <summary>An empty record.</summary>
    /// <param name="context">Shares texts.</param>
    public ExportRecord(FlowReadContext context)
    {
        this.context = context;
        times = new RecordTimes(Flow);
    }

    /// <summary>The flow that the fields so far make.</summary>
    public BinaryFlow Flow { get; } = new();

    /// <summary>Which sampler counted the packets, where the record names one.</summary>
    public ulong? Sampler { get; private set; }

    /// <summary>By which interface the flow came in; 0 where that is not told.</summary>
    public ulong InputInterface { get; private set; }

    /// <summary>By which interface the flow went out; 0 where that is not told.</summary>
    public ulong OutputInterface { get; private set; }

    /// <summary>What happened to a firewall's connection; 0 for other records.</summary>
    public FirewallEvent Event { get; private set; }

    /// <summary>The number of the connection; 0 where there is none.</summary>
    public ulong FlowId { get; private set; }

    /// <summary>When the exporter started, where the record says so: ticks.</summary>
    public long? SystemStart => times.SystemStart;

    /// <summary>Empties it.</summary>
    public void Clear()
    {
        Flow.Clear();
        totalOctets =
            totalPackets = postOctets = postPackets = reverseTotalOctets = reverseTotalPackets = BinaryFlow.Absent;
        source6 = destination6 = default;
        hasAddresses6 = hasPacket = false;
        icmpType = icmpCode = icmpTypeAndCode = -1;
        interval = sampled = space = population = 0;
        probability = 0;
        Sampler = null;
        InputInterface = OutputInterface = FlowId = 0;
        Event = 0;
        times.Clear();
    }

    /// <summary>Takes one field.</summary>
    public void Set(FieldKind kind, ReadOnlySpan<byte> bytes, in MessageHeader header)
    {
        if (kind < FieldKind.SourceIPv4)
        {
            if (TryNumber(bytes, out var count)) SetTraffic(kind, count);
        }
        else if (kind < FieldKind.StartUptime)
        {
            SetIdentity(kind, bytes);
        }
        else if (TryNumber(bytes, out var value))
        {
            if (kind < FieldKind.SamplingInterval) times.Set(kind, value, header);
            else SetSampling(kind, value);
        }
    }

    /// <summary>Settles what several fields say of one thing.</summary>
    /// <param name="header">The message's header.</param>
    /// <param name="domain">Knows when the exporter started.</param>
    /// <param name="isReply">Whether counts of the other direction are of the reply where they are not zero.</param>
    /// <returns>Whether the exporter's start is known, where times count from it.</returns>
    public bool Settle(in MessageHeader header, ExportDomain domain, bool isReply)
    {
        if (hasAddresses6 && !HasIPv4())
        {
            Flow.SetSource(source6);
            Flow.SetDestination(destination6);
        }

        if (hasPacket) TakePacket();
        if (Flow.Bytes < 0) Flow.Bytes = totalOctets >= 0 ? totalOctets : postOctets;
        if (Flow.Packets < 0) Flow.Packets = totalPackets >= 0 ? totalPackets : postPackets;
        if (Flow.ReverseBytes < 0) Flow.ReverseBytes = reverseTotalOctets;
        if (Flow.ReversePackets < 0) Flow.ReversePackets = reverseTotalPackets;
        if (Flow.Protocol is 1 or 58) SettleIcmp();
        if (isReply) SettleReply();
        if (Event == FirewallEvent.Denied) Flow.State = FirewallEvents.Name(Event);
        return times.Settle(header, domain.SystemStart, Event != 0);
    }

    /// <summary>At what rate packets are counted, where the record says so: one in so many.</summary>
    public double? OwnRate()
    {
        var rate = interval > 0 ? interval
            : sampled > 0 && population > 0 ? population / (double)sampled
            : sampled > 0 && space > 0 ? (sampled + space) / (double)sampled
            : probability is > 0 and <= 1 ? 1 / probability
            : 0;
        return rate >= 1 ? Math.Min(rate, uint.MaxValue) : null;
    }

    /// <summary>A number; it may be shorter than its type (RFC 7011, 6.2).</summary>
    private static bool TryNumber(ReadOnlySpan<byte> bytes, out ulong value)
    {
        switch (bytes.Length)
        {
            case 1:
                value = bytes[0];
                return true;
            case 2:
                value = BinaryPrimitives.ReadUInt16BigEndian(bytes);
                return true;
            case 4:
                value = BinaryPrimitives.ReadUInt32BigEndian(bytes);
                return true;
            case 8:
                value = BinaryPrimitives.ReadUInt64BigEndian(bytes);
                return true;
            case 0 or > 8:
                value = 0;
                return false;
            default:
                value = 0;
                foreach (var octet in bytes) value = (value << 8) | octet;
                return true;
        }
    }

    /// <summary>Who the flow is between, and what is not a number.</summary>
    private void SetIdentity(FieldKind kind, ReadOnlySpan<byte> bytes)
    {
        switch (kind)
        {
            case FieldKind.SourceIPv4 when bytes.Length == 4:
                Flow.SetSource(AddressTexts.FromBytes(bytes));
                break;
            case FieldKind.DestinationIPv4 when bytes.Length == 4:
                Flow.SetDestination(AddressTexts.FromBytes(bytes));
                break;
            case FieldKind.SourceIPv6 when bytes.Length == 16:
                (source6, hasAddresses6) = (AddressTexts.FromBytes(bytes), true);
                break;
            case FieldKind.DestinationIPv6 when bytes.Length == 16:
                (destination6, hasAddresses6) = (AddressTexts.FromBytes(bytes), true);
                break;
            case FieldKind.SourceMac when TryNumber(bytes, out var mac):
                Flow.SourceMac = mac;
                break;
            case FieldKind.DestinationMac when TryNumber(bytes, out var mac):
                Flow.DestinationMac = mac;
                break;
            case FieldKind.ApplicationName:
                Flow.Service = Name(bytes);
                break;
            case FieldKind.Frame or FieldKind.IpPacket:
                SetPacket(bytes, kind == FieldKind.Frame ? LinkLayer.Ethernet : LinkLayer.RawIp);
                break;
            case FieldKind.SamplingProbability:
                probability = bytes.Length == 8
                    ? BinaryPrimitives.ReadDoubleBigEndian(bytes)
                    : bytes.Length == 4 ? BinaryPrimitives.ReadSingleBigEndian(bytes) : 0;
                break;
        }
    }

    /// <summary>Templates for both families leave the addresses of the other one at zero.</summary>
    private bool HasIPv4() =>
        (Flow.HasSource && (uint)Flow.Source != 0) || (Flow.HasDestination && (uint)Flow.Destination != 0);

    private void SetPacket(ReadOnlySpan<byte> bytes, int linkType)
    {
        if (PacketDecoder.Decode(bytes, linkType, bytes.Length, out var header) == PacketKind.Ip)
            (packet, hasPacket) = (header, true);
    }

    private void TakePacket()
    {
        var (bytes, packets) = (Flow.Bytes, Flow.Packets);
        Flow.SetPacket(packet);
        if (bytes >= 0) Flow.Bytes = bytes;
        if (packets >= 0) Flow.Packets = packets;
    }

    private void SetTraffic(FieldKind kind, ulong value)
    {
        var count = value > long.MaxValue ? long.MaxValue : (long)value;
        switch (kind)
        {
            case FieldKind.Octets or FieldKind.InitiatorOctets: Flow.Bytes = count; break;
            case FieldKind.Packets or FieldKind.InitiatorPackets: Flow.Packets = count; break;
            case FieldKind.ReverseOctets: Flow.ReverseBytes = count; break;
            case FieldKind.ReversePackets: Flow.ReversePackets = count; break;
            case FieldKind.TotalOctets: totalOctets = count; break;
            case FieldKind.TotalPackets: totalPackets = count; break;
            case FieldKind.PostOctets: postOctets = count; break;
            case FieldKind.PostPackets: postPackets = count; break;
            case FieldKind.ReverseTotalOctets: reverseTotalOctets = count; break;
            case FieldKind.ReverseTotalPackets: reverseTotalPackets = count; break;
            case FieldKind.Protocol: Flow.Protocol = (int)(value & 255); break;
            case FieldKind.TcpFlags: Flow.TcpFlags |= (byte)value; break;
            case FieldKind.ReverseTcpFlags: Flow.ReverseTcpFlags |= (byte)value; break;
            // Templates for all transports hold ports more than once, of which one is set.
            case FieldKind.SourcePort: Flow.SourcePort = Math.Max(Flow.SourcePort, (ushort)value); break;
            case FieldKind.DestinationPort: Flow.DestinationPort = Math.Max(Flow.DestinationPort, (ushort)value); break;
            case FieldKind.IcmpTypeAndCode: icmpTypeAndCode = Math.Max(icmpTypeAndCode, (ushort)value); break;
            case FieldKind.IcmpType: icmpType = Math.Max(icmpType, (byte)value); break;
            case FieldKind.IcmpCode: icmpCode = Math.Max(icmpCode, (byte)value); break;
            case FieldKind.FirewallEvent: Event = value <= 5 ? (FirewallEvent)value : 0; break;
            case FieldKind.FlowId: FlowId = value; break;
            case FieldKind.InputInterface: InputInterface = value; break;
            case FieldKind.OutputInterface: OutputInterface = value; break;
        }
    }

    private void SetSampling(FieldKind kind, ulong value)
    {
        switch (kind)
        {
            case FieldKind.SamplingInterval: interval = Math.Max(interval, value); break;
            case FieldKind.SampledPackets: sampled = value; break;
            case FieldKind.SamplingSpace: space = value; break;
            case FieldKind.SamplingPopulation: population = value; break;
            case FieldKind.SamplerId: Sampler = value; break;
        }
    }

    /// <summary>
    /// Exporters whose template serves both ends of an interface leave one side at zero: no reply, but the flow itself.
    /// </summary>
    private void SettleReply()
    {
        if (Flow.Packets <= 0 && Flow.Bytes <= 0)
            (Flow.Bytes, Flow.Packets, Flow.ReverseBytes, Flow.ReversePackets) =
                (Flow.ReverseBytes, Flow.ReversePackets, BinaryFlow.Absent, BinaryFlow.Absent);
        else if (Flow.ReverseBytes <= 0 && Flow.ReversePackets <= 0)
            Flow.ReverseBytes = Flow.ReversePackets = BinaryFlow.Absent;
    }

    private void SettleIcmp()
    {
        if (icmpType >= 0) Flow.SetIcmp(icmpType, Math.Max(icmpCode, 0));
        // Some exporters write both, and leave the field empty; others have only the port.
        else if (icmpTypeAndCode >= 0 && (icmpTypeAndCode > 0 || Flow.DestinationPort < 0)) Flow.SetIcmp(
            icmpTypeAndCode >> 8, icmpTypeAndCode & 255);
    }

    private string? Name(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var text = bytes[..Math.Min(end < 0 ? bytes.Length : end, MaxNameLength)];
        if (text.IsEmpty || text.ContainsAnyExceptInRange((byte)' ', (byte)'~')) return null;
        Span<char> characters = stackalloc char[MaxNameLength];
        return context.Texts.Share(characters[..Encoding.ASCII.GetChars(text, characters)]);
    }
}
