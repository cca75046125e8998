namespace NetAnomaly.Flows.Formats;

/// <summary>How the blocks of an nfcapd file are packed; the numbers are those of its header.</summary>
internal enum Packing
{
    None = 0,
    Lzo = 1,
    Bzip2 = 2,
    Lz4 = 3,
    Zstd = 4,
}
