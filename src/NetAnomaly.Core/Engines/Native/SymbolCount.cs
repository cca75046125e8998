using System.Buffers.Binary;

namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// How many dynamic symbols a shared object has, which only its hash tables say. Sources: System V ABI, "Hash Table";
/// for the GNU hash table, elf/dl-lookup.c of glibc.
/// </summary>
internal static class SymbolCount
{
    private const long HashTable = 4;
    private const long GnuHashTable = 0x6ffffef5;
    private const uint Most = 1 << 24;

    /// <summary>Counts.</summary>
    /// <exception cref="InvalidDataException">There is no hash table, or it is damaged.</exception>
    public static uint Of(ElfImage image)
    {
        var count = image.Entry(GnuHashTable) is { } gnu ? OfGnu(image, gnu)
            : image.Entry(HashTable) is { } plain ? Number(image, plain + 4)
            : throw image.Malformed("it has no hash table of its symbols");
        return count <= Most ? count : throw image.Malformed($"it would have {count} symbols");
    }

    private static uint OfGnu(ElfImage image, ulong table)
    {
        // Buckets, first hashed symbol, words of the Bloom filter, shift; the filter; the buckets; then one number per
        // hashed symbol.
        var (buckets, first, words) = (Number(image, table), Number(image, table + 4), Number(image, table + 8));
        if (buckets > Most || words > Most) throw image.Malformed("its hash table would be larger than any");
        var start = table + 16 + ((ulong)words * sizeof(ulong));
        var heads = image.Read(start, buckets * (long)sizeof(uint));
        uint last = 0;
        for (var at = 0; at < heads.Length; at += sizeof(uint))
        {
            last = Math.Max(last, BinaryPrimitives.ReadUInt32LittleEndian(heads.AsSpan(at)));
        }

        if (last < first) return first;

        // Of the chain that begins last, the number with its lowest bit set belongs to the last symbol.
        var chains = start + ((ulong)buckets * sizeof(uint));
        while (last < Most && (Number(image, chains + ((ulong)(last - first) * sizeof(uint))) & 1) == 0) last++;
        return last + 1;
    }

    private static uint Number(ElfImage image, ulong address) =>
        BinaryPrimitives.ReadUInt32LittleEndian(image.Read(address, sizeof(uint)));
}
