using System.Buffers.Binary;

namespace NetAnomaly.Flows.Wire;

/// <summary>Tells by their structure which datagrams are messages of flow exporters.</summary>
internal static class ExportMessage
{
    private const int SFlowVersion = 5;

    /// <summary>
    /// Whether a datagram's payload is a message of NetFlow, IPFIX or sFlow from its first byte to its last.
    /// </summary>
    public static bool IsExport(ReadOnlySpan<byte> payload) => IsNetFlow(payload) || IsSFlow(payload);

    /// <summary>Whether a payload is a message of NetFlow or IPFIX.</summary>
    public static bool IsNetFlow(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 16) return false;
        var version = BinaryPrimitives.ReadUInt16BigEndian(payload);
        var second = BinaryPrimitives.ReadUInt16BigEndian(payload[2..]);
        return version switch
        {
            1 or 5 or 7 => second > 0
                && payload.Length == FixedMessages.HeaderLength(version)
                + (second * FixedMessages.RecordLength(version)),
            9 => payload.Length > 20 && AreSets(payload[20..]),
            10 => second == payload.Length && AreSets(payload[16..]),
            _ => false,
        };
    }

    /// <summary>
    /// Whether a payload is an sFlow datagram of version 5, from an agent with an IPv4 or IPv6 address.
    /// </summary>
    public static bool IsSFlow(ReadOnlySpan<byte> payload)
    {
        if (payload.Length < 28 || BinaryPrimitives.ReadUInt32BigEndian(payload) != SFlowVersion) return false;
        var addressLength = BinaryPrimitives.ReadUInt32BigEndian(payload[4..]) switch { 1 => 4, 2 => 16, _ => -1 };
        if (addressLength < 0 || payload.Length < 24 + addressLength) return false;
        var samples = BinaryPrimitives.ReadUInt32BigEndian(payload[(20 + addressLength)..]);
        return samples <= payload.Length / 8;
    }

    private static bool AreSets(ReadOnlySpan<byte> sets)
    {
        if (sets.Length < 4) return false;
        while (sets.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(sets[2..]);
            var id = BinaryPrimitives.ReadUInt16BigEndian(sets);
            if (length < 4 || length > sets.Length || id is > 3 and < TemplateParser.FirstId) return false;
            sets = sets[length..];
        }

        return true;
    }
}
