namespace NetAnomaly.Flows.Formats;

/// <summary>Unpacks LZ4 blocks (lz4_Block_format.md of the LZ4 project).</summary>
internal static class Lz4Block
{
    private const int MinMatch = 4;

    /// <summary>Unpacks a block.</summary>
    /// <returns>How many bytes came out; -1 where the block is damaged, or would not fit.</returns>
    public static int Unpack(ReadOnlySpan<byte> packed, Span<byte> unpacked)
    {
        var (at, made) = (0, 0);
        while (at < packed.Length)
        {
            var token = packed[at++];
            if (!TryLength(packed, ref at, token >> 4, out var literals) || literals > packed.Length - at
                || literals > unpacked.Length - made) return -1;
            packed.Slice(at, literals).CopyTo(unpacked[made..]);
            (at, made) = (at + literals, made + literals);
            // The last sequence is of literals only.
            if (at == packed.Length) return made;
            if (packed.Length - at < 2) return -1;
            var distance = packed[at] | (packed[at + 1] << 8);
            at += 2;
            if (!TryLength(packed, ref at, token & 15, out var match)
                || !BackReference.TryCopy(unpacked, ref made, distance, match + MinMatch)) return -1;
        }

        return -1;
    }

    private static bool TryLength(ReadOnlySpan<byte> packed, ref int at, int first, out int length)
    {
        length = first;
        if (first < 15) return true;
        byte more;
        do
        {
            if (at >= packed.Length) return false;
            more = packed[at++];
            length += more;
        }
        while (more == 255);
        return true;
    }
}
