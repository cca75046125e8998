using System.Buffers.Binary;

namespace NetAnomaly.Internal;

/// <summary>
/// Numbers of 64 bits that stand for addresses, pairs and words in model files: the same on every machine and in every
/// run.
/// </summary>
/// <remarks>
/// FNV-1a (Fowler, Noll and Vo, RFC 9923), finished with the mixer of SplitMix64 (Steele, Lea and Flood 2014). Two in a
/// million addresses share one with a random of 3 in 10⁸.
/// </remarks>
internal static class StableHash
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The number of an address; 0 where the text names no host (empty, or <c>-</c>).</summary>
    public static long OfAddress(string? address) => string.IsNullOrEmpty(address) || address == "-" ? 0 : Of(address);

    /// <summary>The number of a text; never 0.</summary>
    public static long Of(string text)
    {
        var hash = OffsetBasis;
        foreach (var character in text)
        {
            hash = (hash ^ (byte)character) * Prime;
            if (character > 0x7f) hash = (hash ^ (uint)(character >> 8)) * Prime;
        }

        return Finish(hash);
    }

    /// <summary>The number of an ordered pair; never 0.</summary>
    public static long OfPair(long first, long second)
    {
        Span<byte> bytes = stackalloc byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, first);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[sizeof(long)..], second);
        var hash = OffsetBasis;
        foreach (var part in bytes) hash = (hash ^ part) * Prime;
        return Finish(hash);
    }

    /// <summary>The number of a pair whatever its order; never 0.</summary>
    public static long OfUnorderedPair(long one, long other) => one <= other ? OfPair(one, other) : OfPair(other, one);

    private static long Finish(ulong hash)
    {
        hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9;
        hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EB;
        hash ^= hash >> 31;
        return hash == 0 ? 1 : (long)hash;
    }
}
