namespace NetAnomaly.Operations.Inputs;

/// <summary>What a file is. Immutable.</summary>
/// <param name="Path">Its full path.</param>
/// <param name="Hash">SHA-256 of its content, hexadecimal; empty where it cannot be read.</param>
/// <param name="Length">Its length in bytes, before it was read.</param>
/// <param name="Modified">When it was last written, UTC, before it was read.</param>
internal sealed record FileContent(string Path, string Hash, long Length, DateTime Modified);
