namespace NetAnomaly.Flows.Content;

/// <summary>
/// Stops archives that unpack to more than any export does: their content grows out of all proportion, or has no end.
/// </summary>
/// <remarks>
/// Content is never held, so that such an archive costs no memory; but it would cost hours. What is packed twice counts
/// against the outermost file too.
/// </remarks>
/// <param name="path">The file, or the member of an archive.</param>
/// <param name="outer">The limit of what it is packed in, if anything.</param>
internal sealed class DecompressionLimit(string path, DecompressionLimit? outer = null)
{
    /// <summary>
    /// Unpacked bytes for each packed one, at most, once <see cref="Free"/> have been unpacked. Text of flows packs 5
    /// to 50 times, and 1,000 times is the most that gzip can do.
    /// </summary>
    public const int MostRatio = 250;

    /// <summary>Unpacked bytes that are never questioned.</summary>
    public const long Free = 64L << 20;

    /// <summary>Unpacked bytes of a file, at most: 1 TiB.</summary>
    public const long Most = 1L << 40;

    private long packed;
    private long unpacked;

    /// <summary>Counts what was read from the file.</summary>
    public void CountPacked(long bytes) => packed += bytes;

    /// <summary>Counts what came out.</summary>
    /// <exception cref="FlowFileException">It is too much.</exception>
    public void CountUnpacked(int bytes)
    {
        outer?.CountUnpacked(bytes);
        unpacked += bytes;
        if (unpacked <= Free) return;
        if (unpacked > Most) throw FlowFileErrors.TooLarge(path, "its content is larger than 1 TiB.");
        if (unpacked / MostRatio > packed)
            throw FlowFileErrors.TooLarge(path, $"its content is more than {MostRatio} times as large as the file.");
    }
}
