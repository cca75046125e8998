using System.Buffers.Binary;

namespace NetAnomaly.Flows.Content;

/// <summary>
/// What unpacking may take of memory. A packed file says itself how large a dictionary it needs, and decoders set it
/// aside before they have unpacked a byte.
/// </summary>
internal static class MemoryBound
{
    /// <summary>The largest dictionary; 7-Zip's and xz's highest presets ask for 64 MiB.</summary>
    public const long MostDictionary = 256L << 20;

    /// <summary>Refuses a dictionary that is too large.</summary>
    /// <exception cref="InsufficientMemoryException">It is.</exception>
    public static void Check(long dictionary)
    {
        if (dictionary > MostDictionary)
            throw new InsufficientMemoryException($"Unpacking needs a dictionary of {dictionary >> 20} MiB.");
    }

    /// <summary>The dictionary that properties of LZMA ask for.</summary>
    public static long OfLzma(ReadOnlySpan<byte> properties) =>
        properties.Length < 5 ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(properties[1..]);

    /// <summary>The dictionary that properties of LZMA2 ask for.</summary>
    public static long OfLzma2(ReadOnlySpan<byte> properties) =>
        properties.IsEmpty ? 0 : (2L | (uint)(properties[0] & 1)) << (((properties[0] & 0x3f) >> 1) + 11);
}
