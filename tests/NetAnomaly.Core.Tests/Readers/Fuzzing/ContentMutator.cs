namespace NetAnomaly.Core.Tests.Readers.Fuzzing;

/// <summary>
/// Damages content in the ways that break parsers: flipped bits, numbers at their limits, pieces lost, doubled or
/// moved.
/// </summary>
internal static class ContentMutator
{
    private const int LongestPiece = 400;
    private static readonly long[] Limits =
    [
        0, 1, 2, 3, 4, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe,
        0xffffffff,
    ];
    private static readonly byte[] Marks = "\",;\t\n<>&{}[]-0e.:#|\\ \0"u8.ToArray();

    /// <summary>A damaged copy; the same for the same seed.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> content, int seed)
    {
        var random = new Random(seed);
        byte[] bytes = [.. content];
        for (var i = random.Next(1, 7); i > 0 && bytes.Length > 0; i--) bytes = Once(bytes, random);
        return bytes.Length > 0 ? bytes : [0];
    }

    private static byte[] Once(byte[] bytes, Random random)
    {
        // Headers lie in front: damage there reaches further.
        var at = random.Next(random.Next(3) == 0 ? Math.Min(bytes.Length, 200) : bytes.Length);
        var piece = random.Next(1, LongestPiece);
        switch (random.Next(9))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 1:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 2:
                bytes[at] = Marks[random.Next(Marks.Length)];
                return bytes;
            case 3 or 4:
                Write(bytes.AsSpan(at), Limits[random.Next(Limits.Length)], 1 << random.Next(4), random.Next(2) == 0);
                return bytes;
            case 5:
                return [.. bytes.AsSpan(0, at), .. bytes.AsSpan(Math.Min(bytes.Length, at + piece))];
            case 6:
                return [.. bytes.AsSpan(0, Math.Min(bytes.Length, at + piece)), .. bytes.AsSpan(at)];
            case 7:
                var from = random.Next(bytes.Length);
                return
                [
                    .. bytes.AsSpan(0, at), .. bytes.AsSpan(from, Math.Min(piece, bytes.Length - from)),
                    .. bytes.AsSpan(at),
                ];
            default:
                return bytes[..at];
        }
    }

    private static void Write(Span<byte> place, long value, int length, bool bigEndian)
    {
        for (var i = 0; i < Math.Min(length, place.Length); i++)
            place[i] = (byte)(value >> (8 * (bigEndian ? length - 1 - i : i)));
    }
}
