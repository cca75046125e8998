namespace NetAnomaly.Flows.Formats;

/// <summary>Unpacks LZO1X blocks (the Linux kernel's Documentation/staging/lzo.rst describes the stream).</summary>
internal static class LzoBlock
{
    // What the instruction before has left: no literals, 1 to 3 of them, or a run of four or more.
    private const int AfterRun = 4;

    /// <summary>Unpacks a block.</summary>
    /// <returns>How many bytes came out; -1 where the block is damaged, or would not fit.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        var (at, made, state) = (0, 0, 0);
        if (packed.Length > 0 && packed[0] > 17)
        {
            var first = packed[at++] - 17;
            if (!TryLiterals(packed, unpacked, ref at, ref made, first)) return -1;
            state = Math.Min(first, AfterRun);
        }

        while (at < packed.Length)
        {
            int code = packed[at++];
            if (code < 16 && state == 0)
            {
                if (!TryLength(packed, ref at, code, 15, out var run)
                    || !TryLiterals(packed, unpacked, ref at, ref made, run + 3)) return -1;
                state = AfterRun;
                continue;
            }

            if (!TryMatch(packed, ref at, code, state, out var match)) return -1;
            if (match.IsEnd) return at == packed.Length ? made : -1;
            if (!BackReference.TryCopy(unpacked, ref made, match.Distance, match.Length)) return -1;
            if (!TryLiterals(packed, unpacked, ref at, ref made, match.Literals)) return -1;
            state = match.Literals;
        }

        return -1;
    }

    private static bool TryMatch(ReadOnlySpan<byte> packed, ref int at, int code, int state, out Match match)
    {
        match = default;
        if (code is < 16 or >= 64)
        {
            if (at >= packed.Length) return false;
            var high = packed[at++];
            match = code >= 64 ? new Match((code >> 5) + 1, ((code >> 2) & 7) + (high << 3) + 1, code & 3)
                : state == AfterRun ? new Match(3, (code >> 2) + (high << 2) + 2049, code & 3)
                : new Match(2, (code >> 2) + (high << 2) + 1, code & 3);
            return true;
        }

        var isFar = code < 32;
        var mask = isFar ? 7 : 31;
        if (!TryLength(packed, ref at, code & mask, mask, out var length) || packed.Length - at < 2) return false;
        var word = packed[at] | (packed[at + 1] << 8);
        at += 2;
        var distance = isFar ? ((code & 8) << 11) + (word >> 2) + 16384 : (word >> 2) + 1;
        match = new Match(length + 2, distance, word & 3) { IsEnd = isFar && distance == 16384 };
        return true;
    }

    private static bool TryLength(ReadOnlySpan<byte> packed, ref int at, int given, int most, out int length)
    {
        length = given;
        if (given != 0) return true;
        length = most;
        while (at < packed.Length)
        {
            var more = packed[at++];
            if (more != 0)
            {
                length += more;
                return true;
            }

            length += 255;
        }

        return false;
    }

    private static bool TryLiterals(ReadOnlySpan<byte> packed, Span<byte> unpacked, ref int at, ref int made, int count)
    {
        if (count > packed.Length - at || count > unpacked.Length - made) return false;
        packed.Slice(at, count).CopyTo(unpacked[made..]);
        (at, made) = (at + count, made + count);
        return true;
    }

    private readonly record struct Match(int Length, int Distance, int Literals)
    {
        public bool IsEnd { get; init; }
    }
}
