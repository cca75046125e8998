using System.Text;

namespace NetAnomaly.Flows.Content;

/// <summary>What may stand before the text of a file, and how the text is encoded where no mark says so.</summary>
internal static class TextBeginning
{
    // No binary format begins with as many zeros.
    private const int LeastZeros = 16;
    private const int Chunk = 1 << 16;

    // Few characters suffice: no binary format alternates zeros and printable characters from its first byte on.
    private const int LeastBytes = 32;
    private const int MostBytes = 512;

    /// <summary>
    /// Passes over the zeros that a log begins with whose writer went on at its old place after rotation had emptied
    /// the file; gives how many there were.
    /// </summary>
    public static long SkipZeros(PeekableStream content)
    {
        var skipped = 0L;
        if (content.Peek(LeastZeros) is not { Length: LeastZeros } first || first.ContainsAnyExcept((byte)0)) return 0;
        while (true)
        {
            var ahead = content.Peek(Chunk);
            var zeros = ahead.IndexOfAnyExcept((byte)0);
            var count = zeros < 0 ? ahead.Length : zeros;
            content.Skip(count);
            skipped += count;
            if (zeros >= 0 || count == 0) return skipped;
        }
    }

    /// <summary>UTF-16 that no mark announces, by its zeros; <see langword="null"/> for all else.</summary>
    public static Encoding? Unmarked(PeekableStream content)
    {
        var head = content.Peek(MostBytes);
        if (head.Length < LeastBytes) return null;
        return IsText(head, 0, 1) ? Encoding.Unicode : IsText(head, 1, 0) ? Encoding.BigEndianUnicode : null;
    }

    private static bool IsText(ReadOnlySpan<byte> head, int low, int high)
    {
        for (var i = 0; i + 1 < head.Length; i += 2)
        {
            if (head[i + high] != 0 || !IsPrintable(head[i + low])) return false;
        }

        return true;
    }

    private static bool IsPrintable(byte c) => c is >= 0x20 and < 0x7f or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
