namespace NetAnomaly.Flows.Content;

/// <summary>One step of packing in a 7z archive.</summary>
/// <param name="Id">Its method, the first byte the highest.</param>
/// <param name="Properties">What the method needs to know.</param>
internal readonly record struct SevenZipCoder(ulong Id, byte[] Properties)
{
    private const ulong Copy = 0;
    private const ulong Lzma2 = 0x21;
    private const ulong Lzma = 0x030101;
    private const ulong Ppmd = 0x030401;
    private const ulong Aes = 0x06f10701;

    public bool IsCopy => Id == Copy;

    public bool IsLzma2 => Id == Lzma2;

    /// <summary>Whether headers are packed with it.</summary>
    public bool IsOfHeaders => Id is Copy or Lzma or Lzma2;

    public bool IsEncryption => Id == Aes;

    /// <summary>What it sets aside, as far as the archive says so.</summary>
    public long Dictionary => Id switch
    {
        // PPMd keeps its memory's size where LZMA keeps its dictionary's.
        Lzma or Ppmd => MemoryBound.OfLzma(Properties),
        Lzma2 => MemoryBound.OfLzma2(Properties),
        _ => 0,
    };
}
