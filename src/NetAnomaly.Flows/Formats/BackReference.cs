namespace NetAnomaly.Flows.Formats;

/// <summary>Repeats what was unpacked before.</summary>
internal static class BackReference
{
    /// <summary>Copies bytes from <paramref name="distance"/> before the end to the end; they may overlap.</summary>
    /// <returns>Whether they were there, and had room.</returns>
    public static bool TryCopy(Span<byte> unpacked, ref int made, int distance, int length)
    {
        if (distance <= 0 || distance > made || length > unpacked.Length - made) return false;
        if (distance >= length)
        {
            unpacked.Slice(made - distance, length).CopyTo(unpacked[made..]);
        }
        else
        {
            for (var i = made; i < made + length; i++) unpacked[i] = unpacked[i - distance];
        }

        made += length;
        return true;
    }
}
