namespace NetAnomaly.Flows.Text;

/// <summary>Where JSON begins in a file's beginning.</summary>
internal static class JsonHead
{
    private static ReadOnlySpan<byte> Before => [(byte)' ', (byte)'\t', (byte)'\r', (byte)'\n', 0xef, 0xbb, 0xbf];

    /// <summary>
    /// The beginning from its first object or array on; empty where it is no JSON. A first line that rotation has cut
    /// is passed over where the next one begins with an object.
    /// </summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> head)
    {
        var bare = head.TrimStart(Before);
        if (bare is [(byte)'{' or (byte)'[', ..]) return bare;
        var end = bare.IndexOf((byte)'\n');
        if (end < 0) return default;
        var next = bare[(end + 1)..].TrimStart(Before);
        return next is [(byte)'{', ..] ? next : default;
    }

    /// <summary>Whether the beginning is JSON whose outermost values, or those of an array, are objects.</summary>
    public static bool IsObjects(ReadOnlySpan<byte> head) => Find(head).TrimStart(" \t\r\n["u8) is [(byte)'{', ..];

    /// <summary>Whether the beginning is a line that rotation has cut.</summary>
    public static bool IsCut(ReadOnlySpan<byte> head) => head.TrimStart(Before) is not [(byte)'{' or (byte)'[', ..];
}
