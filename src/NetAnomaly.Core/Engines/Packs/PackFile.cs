namespace NetAnomaly.Core.Engines.Packs;

/// <summary>One file of an engine pack.</summary>
/// <param name="Path">Where it lies in the pack, with slashes.</param>
/// <param name="Length">Its length, bytes.</param>
/// <param name="Sha256">Its SHA-256, 64 hexadecimal digits.</param>
internal sealed record PackFile(string Path, long Length, string Sha256);
