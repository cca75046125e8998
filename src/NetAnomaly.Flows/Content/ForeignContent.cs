namespace NetAnomaly.Flows.Content;

/// <summary>
/// Tells, of content that is no flow export, what it is and what to do about it, where its first bytes show that.
/// </summary>
internal static class ForeignContent
{
    private static readonly (byte[] Signature, string What, string Remedy)[] Known =
    [
        ([0x50, 0x4b, 0x03, 0x04], "a zip archive", "Unpack it first (Expand-Archive)."),
        (
            [0xfd, 0x37, 0x7a, 0x58, 0x5a], "an xz archive",
            "Unpack it first (unxz, or 7z on Windows), or pack it with gzip or bzip2."),
        ([0x28, 0xb5, 0x2f, 0xfd], "a zstd archive", "Unpack it first (unzstd), or pack it with gzip or bzip2."),
        ([0x37, 0x7a, 0xbc, 0xaf], "a 7z archive", "Unpack it first, or pack it with gzip."),
        (
            [0x50, 0x41, 0x52, 0x31], "a Parquet file",
            "Write it as CSV or JSON lines first, for instance with DuckDB: COPY (SELECT * FROM 'FILE') TO "
                + "'FILE.csv'."),
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
