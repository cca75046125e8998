using System.Buffers.Binary;
using System.Globalization;

namespace NetAnomaly.Flows.Wire;

/// <summary>
/// Reads NetFlow v1, v5 and v7, whose records are always the same (Cisco, "NetFlow Export Datagram Format").
/// </summary>
internal sealed class FixedMessages(BinaryFlowRecords records, RecordLog log)
{
    private readonly BinaryFlow flow = new();
    private readonly AddressTexts exporters = new();

    /// <summary>The length of a version's header in bytes.</summary>
    public static int HeaderLength(ushort version) => version == 1 ? 16 : 24;

    /// <summary>The length of a version's records in bytes.</summary>
    public static int RecordLength(ushort version) => version == 5 ? 48 : 52;

    /// <summary>Reads one message.</summary>
    public void Parse(ReadOnlySpan<byte> message, ushort version, ExporterKey exporter, ICollection<FlowRecord> flows)
    {
        var (headerLength, length) = (HeaderLength(version), RecordLength(version));
        if (message.Length < headerLength)
        {
            log.Reject("a message breaks off in its header");
            return;
        }

        var count = BinaryPrimitives.ReadUInt16BigEndian(message[2..]);
        var header = new MessageHeader(
            version, ExportTime(message), BinaryPrimitives.ReadUInt32BigEndian(message[4..]), 0);
        // The upper two bits are the mode; an interval of 0 or 1 means that every packet is counted.
        var interval = version == 5 ? BinaryPrimitives.ReadUInt16BigEndian(message[22..]) & 0x3fff : 1;
        var rows = message[headerLength..];
        var name = exporter.Address == 0 ? null : exporters.Of(exporter.Address);
        for (var i = 0; i < count; i++)
        {
            if (rows.Length < length)
            {
                log.Reject(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"a NetFlow v{version} message breaks off: its header says {count} records, {i} are there"));
                return;
            }

            Fill(rows, version, header, interval);
            flow.Exporter = name;
            if (BinaryFlowRecords.Fault(flow) is { } fault) log.Reject(fault, rows[..length]);
            else flows.Add(records.Make(flow, ++log.Ordinal));
            rows = rows[length..];
        }
    }

    private static long ExportTime(ReadOnlySpan<byte> message) => BinaryTime.FromSeconds(
        BinaryPrimitives.ReadUInt32BigEndian(message[8..]), BinaryPrimitives.ReadUInt32BigEndian(message[12..]) / 100);

    private void Fill(ReadOnlySpan<byte> row, ushort version, in MessageHeader header, int interval)
    {
        flow.Clear();
        flow.SetSource(AddressTexts.FromBytes(row[..4]));
        flow.SetDestination(AddressTexts.FromBytes(row.Slice(4, 4)));
        flow.Packets = BinaryPrimitives.ReadUInt32BigEndian(row[16..]);
        flow.Bytes = BinaryPrimitives.ReadUInt32BigEndian(row[20..]);
        records.SetUptimes(
            flow, BinaryPrimitives.ReadUInt32BigEndian(row[24..]), BinaryPrimitives.ReadUInt32BigEndian(row[28..]),
            header);
        flow.SourcePort = BinaryPrimitives.ReadUInt16BigEndian(row[32..]);
        flow.DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(row[34..]);
        flow.Protocol = row[38];
        flow.TcpFlags = version == 1 ? row[40] : row[37];
        flow.Scale = Math.Max(1, interval);
    }
}
