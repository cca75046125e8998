namespace NetAnomaly.Flows.Wire;

/// <summary>Numbers the data records of messages, and rejects those that are bad.</summary>
internal sealed class RecordLog(FlowReadContext context)
{
    /// <summary>How many data records were seen, good ones and rejected ones.</summary>
    public long Ordinal { get; set; }

    /// <summary>Where the message stands, for the reasons of rejects; empty where there is no such thing.</summary>
    public string Place { get; set; } = "";

    /// <summary>Rejects a record, or what is none.</summary>
    public void Reject(string reason, ReadOnlySpan<byte> bytes = default) =>
        context.Reject(++Ordinal, Place.Length == 0 ? reason : $"{Place}: {reason}", HexText.Of(bytes));
}
