using System.Buffers.Binary;

namespace NetAnomaly.Benchmarks.Readers;

/// <summary>
/// Made-up NetFlow v9 messages of 24 records of 48 bytes each: the fields that routers export by default, among 65,536
/// hosts.
/// </summary>
internal static class NetFlow9Traffic
{
    private const int Records = 24;
    private const int Template = 260;

    // Addresses, next hop, interfaces, packets, octets, times, ports, protocol, flags, type of service, autonomous
    // systems, masks.
    private static readonly (ushort Id, ushort Length)[] Fields =
    [
        (8, 4), (12, 4), (15, 4), (10, 2), (14, 2), (2, 4), (1, 4), (22, 4), (21, 4), (7, 2), (11, 2), (6, 1), (4, 1),
        (5, 1), (61, 1), (16, 2), (17, 2), (9, 1), (13, 1), (89, 2),
    ];

    /// <summary>Messages, of which the first holds the template; always the same.</summary>
    public static byte[][] Make(int count)
    {
        var random = new Random(9);
        var length = Fields.Sum(field => field.Length);
        var messages = new byte[count + 1][];
        messages[0] = TemplateMessage();
        for (var i = 1; i <= count; i++)
        {
            var message = new byte[24 + (Records * length)];
            random.NextBytes(message);
            Header(message, Records);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(20), Template);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(22), (ushort)(message.Length - 20));
            for (var record = message.AsSpan(24); record.Length > 0; record = record[length..])
            {
                // 10.0.0.0/16 to 192.168.0.0/16; counts and times within reason.
                (record[0], record[1], record[4], record[5]) = (10, 0, 192, 168);
                BinaryPrimitives.WriteUInt32BigEndian(record[16..], (uint)random.Next(1, 100));
                BinaryPrimitives.WriteUInt32BigEndian(record[20..], (uint)random.Next(40, 100_000));
                BinaryPrimitives.WriteUInt32BigEndian(record[24..], 3_000_000);
                BinaryPrimitives.WriteUInt32BigEndian(record[28..], (uint)random.Next(3_000_000, 3_600_000));
                record[37] = (byte)(random.Next(3) == 0 ? 17 : 6);
            }

            messages[i] = message;
        }

        return messages;
    }

    private static byte[] TemplateMessage()
    {
        var message = new byte[28 + (4 * Fields.Length)];
        Header(message, 1);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(22), (ushort)(8 + (4 * Fields.Length)));
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(24), Template);
        BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(26), (ushort)Fields.Length);
        for (var i = 0; i < Fields.Length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(28 + (4 * i)), Fields[i].Id);
            BinaryPrimitives.WriteUInt16BigEndian(message.AsSpan(30 + (4 * i)), Fields[i].Length);
        }

        return message;
    }

    private static void Header(Span<byte> message, int records)
    {
        message[..24].Clear();
        BinaryPrimitives.WriteUInt16BigEndian(message, 9);
        BinaryPrimitives.WriteUInt16BigEndian(message[2..], (ushort)records);
        BinaryPrimitives.WriteUInt32BigEndian(message[4..], 3_600_000);
        BinaryPrimitives.WriteUInt32BigEndian(message[8..], 1_772_618_400);
    }
}
