using System.Buffers.Binary;
using System.Globalization;
using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Makes flows of nfcapd's records: the common records of nfdump 1.6, whose extensions a map lists, and the records of
/// 1.7, whose elements name themselves.
/// </summary>
internal sealed class NfcapdRecords(FlowReadContext context, bool bigEndian)
{
    private const ushort Common1 = 1;
    private const ushort ExtensionMap = 2;
    private const ushort Common10 = 10;
    private const ushort Version3 = 11;
    private const ushort Version4 = 16;

    private const int MaxMaps = 1024;
    private const int MaxExtensions = 64;

    // Flags of common records.
    private const int IPv6 = 1;
    private const int Packets64 = 2;
    private const int Bytes64 = 4;

    // Elements of version 3.
    private const int Generic = 1;
    private const int IPv4Addresses = 2;
    private const int IPv6Addresses = 3;
    private const int Misc = 4;
    private const int Counts = 5;
    private const int FirewallCommon = 19;

    private readonly Dictionary<ushort, ushort[]> maps = [];
    private readonly BinaryFlowRecords records = new(context);
    private readonly BinaryFlow flow = new();
    private readonly List<FlowRecord> ready = [];
    private readonly Dictionary<ushort, string> exporters = [];
    private FirewallEvents? firewall;
    private FirewallEvent firewallEvent;
    private ulong eventMilliseconds;
    private uint connection;

    /// <summary>Whether records of a type are flows.</summary>
    public static bool IsFlow(ushort type) => type is Common1 or Common10 or Version3 or Version4;

    /// <summary>Takes a record that is no flow: a map of extensions is remembered.</summary>
    public void TakeOther(ReadOnlySpan<byte> record)
    {
        if (ByteSource.UInt16(record, bigEndian) != ExtensionMap || record.Length < 8 || maps.Count >= MaxMaps) return;
        var ids = new List<ushort>();
        for (var rest = record[8..]; rest.Length >= 2 && ids.Count < MaxExtensions; rest = rest[2..])
        {
            var id = ByteSource.UInt16(rest, bigEndian);
            if (id == 0) break;
            ids.Add(id);
        }

        maps[ByteSource.UInt16(record[4..], bigEndian)] = [.. ids];
    }

    /// <summary>Flows of a firewall's connections that are over; who takes them clears it.</summary>
    public IList<FlowRecord> Ready => ready;

    /// <summary>Ends all connections, and tells what had to be assumed: no more records will come.</summary>
    public void Complete()
    {
        firewall?.Complete(ready);
        records.Notes.Tell();
    }

    /// <summary>
    /// The flow of a record; <see langword="null"/> after it was rejected, and where it tells of a firewall's
    /// connection, whose flow comes in <see cref="Ready"/>.
    /// </summary>
    public FlowRecord? Flow(ReadOnlySpan<byte> record, long ordinal)
    {
        flow.Clear();
        firewallEvent = FirewallEvent.None;
        var type = ByteSource.UInt16(record, bigEndian);
        var wrong = type switch
        {
            Version3 => Elements(record),
            Version4 => "the record is of a newer version of nfdump than those known here; write the file as text: "
                + "nfdump -r FILE -o csv",
            _ => Common(record, type),
        };
        wrong ??= BinaryFlowRecords.Fault(flow);
        if (wrong is null) flow.Exporter = Exporter(record, type);
        if (wrong is null && firewallEvent == FirewallEvent.None) return records.Make(flow, ordinal);
        if (wrong is null)
        {
            SettleEvent();
            firewall ??= new FirewallEvents(records);
            firewall.Take(flow, firewallEvent, ConnectionKey.Of(flow, 0, 0, connection), ordinal, ready);
            return null;
        }

        context.Reject(ordinal, wrong, HexText.Of(record));
        return null;
    }

    /// <summary>Exporters have numbers that mean something within their file.</summary>
    private string Exporter(ReadOnlySpan<byte> record, ushort type)
    {
        var id = type == Common1 ? record[5] : ByteSource.UInt16(record[(type == Common10 ? 28 : 8)..], bigEndian);
        if (exporters.TryGetValue(id, out var known)) return known;
        var name = string.Create(CultureInfo.InvariantCulture, $"{context.Path}/{id}");
        exporters.Add(id, name);
        return name;
    }

    private string? Common(ReadOnlySpan<byte> record, ushort type)
    {
        var length = type == Common1 ? 28 : 32;
        if (record.Length < length) return "the record is too short for its type";
        var flags = type == Common1 ? record[4] : ByteSource.UInt16(record[4..], bigEndian);
        // A time of 0 is unknown.
        if (UInt32(record[12..]) is > 0 and var first)
            flow.SetStart(BinaryTime.FromSeconds(first, Milliseconds(record[8..])));
        if (UInt32(record[16..]) is > 0 and var last)
            flow.SetEnd(BinaryTime.FromSeconds(last, Milliseconds(record[10..])));
        flow.TcpFlags = record[21];
        flow.Protocol = record[22];
        Ports(record[24..]);
        var rest = record[length..];
        var addresses = (flags & IPv6) != 0 ? 32 : 8;
        var (packets, bytes) = ((flags & Packets64) != 0 ? 8 : 4, (flags & Bytes64) != 0 ? 8 : 4);
        if (rest.Length < addresses + packets + bytes) return "the record is too short for its addresses and counts";
        if (addresses == 32) IPv6Pair(rest);
        else IPv4Pair(rest);
        flow.Packets = Count(rest.Slice(addresses, packets));
        flow.Bytes = Count(rest.Slice(addresses + packets, bytes));
        Extensions(rest[(addresses + packets + bytes)..], ByteSource.UInt16(record[6..], bigEndian));
        return null;
    }

    /// <summary>
    /// Of the extensions only the counts of the other direction are read, and when the record was received.
    /// </summary>
    private void Extensions(ReadOnlySpan<byte> rest, ushort map)
    {
        if (!maps.TryGetValue(map, out var ids)) return;
        foreach (var id in ids)
        {
            // Every record has these three.
            if (id <= 3) continue;
            var length = ExtensionLength(id);
            if (length == 0 || length > rest.Length) return;
            if (id is 14 or 15) SetReverse(packets: Count(rest[..length]), bytes: 0);
            if (id == 27) SetReceived(UInt64(rest));
            if (id == 37) SetEvent(rest, rest[14]);
            if (id is 16 or 17) SetReverse(packets: 0, bytes: Count(rest[..length]));
            rest = rest[length..];
        }
    }

    /// <summary>
    /// Bytes of an extension (nffile.h of nfdump 1.6); 0 for those that come behind all that are read here.
    /// </summary>
    private static int ExtensionLength(ushort id) => id switch
    {
        4 or 6 or 8 or 9 or 11 or 13 or 14 or 16 or 18 or 23 or 25 => 4,
        5 or 7 or 15 or 17 or 19 or 26 or 27 => 8,
        10 or 12 or 20 or 21 or 24 => 16,
        22 => 40,
        37 => 20,
        _ => 0,
    };

    private string? Elements(ReadOnlySpan<byte> record)
    {
        if (record.Length < 12) return "the record is too short for its type";
        var count = ByteSource.UInt16(record[4..], bigEndian);
        var rest = record[12..];
        for (var i = 0; i < count; i++)
        {
            int length = rest.Length < 4 ? 0 : ByteSource.UInt16(rest[2..], bigEndian);
            if (length < 4 || length > rest.Length)
                return string.Create(
                    CultureInfo.InvariantCulture, $"the record breaks off in element {i + 1} of {count}");
            Element(ByteSource.UInt16(rest, bigEndian), rest[4..length]);
            rest = rest[length..];
        }

        return null;
    }

    private void Element(int id, ReadOnlySpan<byte> data)
    {
        switch (id)
        {
            case Generic when data.Length >= 48:
                if (UInt64(data) is > 0 and var first) flow.SetStart(BinaryTime.FromMilliseconds(first));
                if (UInt64(data[8..]) is > 0 and var last) flow.SetEnd(BinaryTime.FromMilliseconds(last));
                SetReceived(UInt64(data[16..]));
                flow.Packets = Count(data.Slice(24, 8));
                flow.Bytes = Count(data.Slice(32, 8));
                Ports(data[40..]);
                flow.Protocol = data[44];
                flow.TcpFlags = data[45];
                break;
            case IPv4Addresses when data.Length >= 8:
                IPv4Pair(data);
                break;
            case IPv6Addresses when data.Length >= 32:
                IPv6Pair(data);
                break;
            case Misc when data.Length >= 15:
                flow.ReverseTcpFlags = data[14];
                break;
            case Counts when data.Length >= 24:
                SetReverse(Count(data.Slice(8, 8)), Count(data.Slice(16, 8)));
                break;
            case FirewallCommon when data.Length >= 15:
                SetEvent(data, data[14]);
                break;
        }
    }

    /// <summary>The collector's clock tells when a flow was only where the exporter's does not.</summary>
    private void SetReceived(ulong milliseconds)
    {
        if (milliseconds > 0 && !flow.HasStart && !flow.HasEnd) flow.Export = BinaryTime.FromMilliseconds(milliseconds);
    }

    /// <summary>Both layouts begin with the event's time and the connection's number (Cisco ASA's NSEL).</summary>
    private void SetEvent(ReadOnlySpan<byte> common, byte what)
    {
        eventMilliseconds = UInt64(common);
        connection = UInt32(common[8..]);
        firewallEvent = what <= (byte)FirewallEvent.Update ? (FirewallEvent)what : FirewallEvent.None;
    }

    /// <summary>The event's time is when the flow was seen last, and stands for the export's.</summary>
    private void SettleEvent()
    {
        var ticks = BinaryTime.FromMilliseconds(eventMilliseconds);
        if (eventMilliseconds == 0 || !FlowTime.IsTime(ticks)) return;
        if (!flow.HasStart && !flow.HasEnd) flow.SetStart(ticks);
        else if (!flow.HasEnd || flow.End < ticks) flow.SetEnd(ticks);
        flow.Export = ticks;
    }

    private void SetReverse(long packets, long bytes)
    {
        if (packets <= 0 && bytes <= 0) return;
        flow.ReversePackets = Math.Max(flow.ReversePackets, packets);
        flow.ReverseBytes = Math.Max(flow.ReverseBytes, bytes);
    }

    private void Ports(ReadOnlySpan<byte> ports)
    {
        flow.SourcePort = ByteSource.UInt16(ports, bigEndian);
        flow.DestinationPort = ByteSource.UInt16(ports[2..], bigEndian);
    }

    private void IPv4Pair(ReadOnlySpan<byte> addresses)
    {
        flow.SetSource(AddressTexts.FromIPv4(UInt32(addresses)));
        flow.SetDestination(AddressTexts.FromIPv4(UInt32(addresses[4..])));
    }

    /// <summary>IPv6 addresses are two numbers each, the upper half first, in the file's byte order.</summary>
    private void IPv6Pair(ReadOnlySpan<byte> addresses)
    {
        flow.SetSource(new UInt128(UInt64(addresses), UInt64(addresses[8..])));
        flow.SetDestination(new UInt128(UInt64(addresses[16..]), UInt64(addresses[24..])));
    }

    private long Milliseconds(ReadOnlySpan<byte> bytes) =>
        ByteSource.UInt16(bytes, bigEndian) * TimeSpan.TicksPerMillisecond;

    private long Count(ReadOnlySpan<byte> bytes) =>
        bytes.Length == 4 ? UInt32(bytes) : (long)Math.Min(UInt64(bytes), long.MaxValue);

    private uint UInt32(ReadOnlySpan<byte> bytes) => ByteSource.UInt32(bytes, bigEndian);

    private ulong UInt64(ReadOnlySpan<byte> bytes) =>
        bigEndian ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : BinaryPrimitives.ReadUInt64LittleEndian(bytes);
}
