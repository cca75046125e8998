namespace NetAnomaly.Flows.Content;

/// <summary>
/// The checksum of members of archives (ITU-T V.42, reflected polynomial EDB88320), which is not compared when they
/// are read.
/// </summary>
internal static class Crc32
{
    /// <summary>What <see cref="Add"/> begins with.</summary>
    public const uint Start = uint.MaxValue;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(static value => Remainder((uint)value))];

    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => End(Add(Start, bytes));

    /// <summary>Takes more bytes into a checksum.</summary>
    public static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes) crc = (crc >> 8) ^ Table[(byte)(crc ^ value)];
        return crc;
    }

    /// <summary>The checksum of all bytes that were added.</summary>
    public static uint End(uint crc) => ~crc;

    private static uint Remainder(uint value)
    {
        for (var bit = 0; bit < 8; bit++) value = (value >> 1) ^ ((value & 1) == 0 ? 0 : 0xEDB88320);
        return value;
    }
}
