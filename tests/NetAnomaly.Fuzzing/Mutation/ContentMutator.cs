namespace NetAnomaly.Fuzzing.Mutation;

/// <summary>
/// Damages content in the ways that break parsers: flipped bits, numbers at their limits, pieces lost, doubled, moved
/// or taken from elsewhere.
/// </summary>
internal static class ContentMutator
{
    private const int LongestPiece = 400;
    private static readonly long[] Limits =
    [
        0, 1, 2, 3, 4, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe,
        0xffffffff, 0x100000000, long.MaxValue, long.MinValue, -1,
    ];
    private static readonly byte[] Marks = "\",;\t\n<>&{}[]-0e.:#|\\ \0"u8.ToArray();

    // What parsers of numbers, times and texts take apart.
    private static readonly string[] Words =
    [
        "-1", "0", "1e308", "1e-400", "NaN", "-Infinity", "99999999999999999999", "9223372036854775808", "-0",
        "0001-01-01T00:00:00Z", "9999-12-31T23:59:59.9999999Z", "0000-00-00 00:00:00", "2026-02-30", "\uFEFF",
        "\"\"", "\"", "null", "{}", "[]", "\\u0000", "::ffff:1.2.3.4", "1.2.3.4.5", "\r\n",
        "#separator \\x2c\n", "sep=;\n",
    ];

    /// <summary>A damaged copy; the same for the same seed.</summary>
    public static byte[] Mutate(ReadOnlySpan<byte> content, int seed) => Mutate(content, default, new Random(seed));

    /// <summary>A damaged copy.</summary>
    /// <param name="content">What is damaged.</param>
    /// <param name="other">Content that pieces may be taken from.</param>
    /// <param name="random">Chooses.</param>
    public static byte[] Mutate(ReadOnlySpan<byte> content, ReadOnlySpan<byte> other, Random random)
    {
        byte[] bytes = [.. content];
        for (var i = random.Next(1, 7); i > 0 && bytes.Length > 0; i--) bytes = Once(bytes, other, random);
        return bytes.Length > 0 ? bytes : [0];
    }

    private static byte[] Once(byte[] bytes, ReadOnlySpan<byte> other, Random random)
    {
        // Headers lie in front: damage there reaches further.
        var at = random.Next(random.Next(3) == 0 ? Math.Min(bytes.Length, 200) : bytes.Length);
        var piece = random.Next(1, LongestPiece);
        switch (random.Next(11))
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
            case 7 when other.Length > 0 && random.Next(2) == 0:
                return Insert(bytes, at, other, piece, random);
            case 7:
                return Insert(bytes, at, bytes, piece, random);
            case 8:
                var word = System.Text.Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)]);
                return [.. bytes.AsSpan(0, at), .. word, .. bytes.AsSpan(Math.Min(bytes.Length, at + random.Next(8)))];
            case 9:
                // Small steps find what lies beside a limit.
                bytes[at] += (byte)(random.Next(2) == 0 ? 1 : 255);
                return bytes;
            default:
                return bytes[..at];
        }
    }

    private static byte[] Insert(byte[] bytes, int at, ReadOnlySpan<byte> source, int piece, Random random)
    {
        var from = random.Next(source.Length);
        return
        [
            .. bytes.AsSpan(0, at), .. source.Slice(from, Math.Min(piece, source.Length - from)),
            .. bytes.AsSpan(at),
        ];
    }

    private static void Write(Span<byte> place, long value, int length, bool bigEndian)
    {
        for (var i = 0; i < Math.Min(length, place.Length); i++)
            place[i] = (byte)(value >> (8 * (bigEndian ? length - 1 - i : i)));
    }
}
