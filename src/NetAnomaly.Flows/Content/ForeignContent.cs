namespace NetAnomaly.Flows.Content;

/// <summary>
/// Tells, of content that is no flow export, what it is and what to do about it, where its first bytes show that.
/// </summary>
internal static class ForeignContent
{
    private static readonly (byte[] Signature, string What, string Remedy)[] Known =
    [
        (
            [0x50, 0x4b, 0x03, 0x04], "a zip archive in another packing",
            "Unpack the outer packing first; the zip archive itself can be read."),
        (
            [0x37, 0x7a, 0xbc, 0xaf], "a 7z archive in another packing",
            "Unpack the outer packing first; the 7z archive itself can be read."),
        ([0x52, 0x61, 0x72, 0x21], "a RAR archive", "Unpack it first, or pack it with zip or 7z."),
        (
            [0x50, 0x41, 0x52, 0x31], "a Parquet file within an archive or another packing",
            "Unpack it first; or write it as CSV or JSON lines, for instance with DuckDB: COPY (SELECT * FROM "
                + "'FILE') TO 'FILE.csv'."),
    ];

    public static (string What, string Remedy)? Identify(ReadOnlySpan<byte> head)
    {
        foreach (var (signature, what, remedy) in Known)
        {
            if (head.StartsWith(signature)) return (what, remedy);
        }

        return null;
    }
}
