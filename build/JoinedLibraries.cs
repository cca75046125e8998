using System.Security.Cryptography;

/// <summary>
/// Libraries too large for one package come in fragments, with the SHA-256 of the whole beside the head. TorchSharp's
/// packages join them in the package cache while the project is built, but a build goes on where that fails.
/// </summary>
internal static class JoinedLibraries
{
    private const string Checksum = ".sha";

    /// <summary>
    /// What is wrong with the first library in a folder that is not what the file beside it says; null where all are.
    /// </summary>
    public static string? FirstDamage(string folder)
    {
        foreach (var checksum in Directory.EnumerateFiles(folder, "*" + Checksum).Order(StringComparer.Ordinal))
        {
            var (expected, library) = (File.ReadAllText(checksum).Trim(), checksum[..^Checksum.Length]);
            if (!File.Exists(library)) return $"'{Path.GetFileName(library)}' is missing";
            using var content = File.OpenRead(library);
            var found = Convert.ToHexString(SHA256.HashData(content));
            if (!found.Equals(expected, StringComparison.OrdinalIgnoreCase))
                return $"'{Path.GetFileName(library)}' has the SHA-256 {found.ToLowerInvariant()}, its package says "
                    + $"{expected}";
        }
        return null;
    }
}
