using System.Buffers.Binary;

namespace NetAnomaly.Fuzzing.Mutation;

/// <summary>
/// Puts right the checksums of damaged headers, so that the damage reaches what reads them: nothing that attacks leaves
/// them wrong.
/// </summary>
internal static class Checksums
{
    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>Puts right what is known; other content stays as it is.</summary>
    public static void Repair(Span<byte> content)
    {
        if (content is [0x37, 0x7a, 0xbc, 0xaf, ..]) SevenZip(content);
        else if (content is [0xfd, 0x37, 0x7a, 0x58, ..]) Xz(content);
    }

    private static void SevenZip(Span<byte> content)
    {
        if (content.Length < 32) return;
        var at = BinaryPrimitives.ReadUInt64LittleEndian(content[12..]);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(content[20..]);
        // What was cut or grew has its header still at the end.
        if (at > (ulong)content.Length - 32 || length > (ulong)content.Length - 32 - at)
        {
            if (length > (ulong)content.Length - 32) length = (ulong)content.Length - 32;
            at = (ulong)content.Length - 32 - length;
            BinaryPrimitives.WriteUInt64LittleEndian(content[12..], at);
            BinaryPrimitives.WriteUInt64LittleEndian(content[20..], length);
        }

        Put(content[28..], content.Slice(32 + (int)at, (int)length));
        Put(content[8..], content[12..32]);
    }

    private static void Xz(Span<byte> content)
    {
        if (content.Length < 13) return;
        Put(content[8..], content[6..8]);
        var length = (content[12] + 1) * 4;
        if (content[12] > 0 && content.Length >= 12 + length)
            Put(content[(12 + length - 4)..], content.Slice(12, length - 4));
    }

    private static void Put(Span<byte> place, ReadOnlySpan<byte> of) =>
        BinaryPrimitives.WriteUInt32LittleEndian(place, Crc(of));

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes) crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Entry(int value)
    {
        var entry = (uint)value;
        for (var bit = 0; bit < 8; bit++) entry = (entry & 1) != 0 ? (entry >> 1) ^ 0xedb88320 : entry >> 1;
        return entry;
    }
}
