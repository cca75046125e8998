using NetAnomaly.Flows.Wire;

namespace NetAnomaly.Flows.Formats;

/// <summary>
/// Makes flows of flow-tools' records, whose first 56 bytes are the same in all versions (ftlib.h: fts3rec_v1 to
/// fts3rec_v7).
/// </summary>
internal sealed class FlowCaptureRecord(FlowCaptureHeader header, FlowReadContext context)
{
    private readonly BinaryFlowRecords records = new(context);
    private readonly BinaryFlow flow = new();

    /// <summary>How many records were read.</summary>
    public long Ordinal { get; private set; }

    /// <summary>Tells what had to be assumed: no more records will come.</summary>
    public void Complete() => records.Notes.Tell();

    /// <summary>The flow of a record; <see langword="null"/> after it was rejected.</summary>
    public FlowRecord? Read(ReadOnlySpan<byte> record)
    {
        Ordinal++;
        flow.Clear();
        var time = new MessageHeader(
            5, BinaryTime.FromSeconds(UInt32(record), UInt32(record[4..]) / 100), UInt32(record[8..]), 0);
        flow.SetSource(AddressTexts.FromIPv4(UInt32(record[16..])));
        flow.SetDestination(AddressTexts.FromIPv4(UInt32(record[20..])));
        flow.Packets = UInt32(record[32..]);
        flow.Bytes = UInt32(record[36..]);
        records.SetUptimes(flow, UInt32(record[40..]), UInt32(record[44..]), time);
        flow.SourcePort = ByteSource.UInt16(record[48..], header.IsBigEndian);
        flow.DestinationPort = ByteSource.UInt16(record[50..], header.IsBigEndian);
        flow.Protocol = record[52];
        flow.TcpFlags = record[54];
        if (BinaryFlowRecords.Fault(flow) is not { } fault) return records.Make(flow, Ordinal);
        context.Reject(Ordinal, fault, HexText.Of(record));
        return null;
    }

    private uint UInt32(ReadOnlySpan<byte> bytes) => ByteSource.UInt32(bytes, header.IsBigEndian);
}
