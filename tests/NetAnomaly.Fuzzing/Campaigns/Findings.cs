using System.Globalization;
using System.Security.Cryptography;

namespace NetAnomaly.Fuzzing.Campaigns;

/// <summary>Inputs that were not answered as they have to be, in a folder: each with a text beside it that says what
/// came of it. Of failures at one place a few are kept.</summary>
/// <param name="folder">The folder.</param>
internal sealed class Findings(string folder)
{
    private const int MostOfKind = 3;

    private readonly Dictionary<string, int> kinds = new(StringComparer.Ordinal);

    /// <summary>How many there were.</summary>
    public int Count { get; private set; }

    /// <summary>Keeps one.</summary>
    /// <param name="kind">What failures at one place have in common.</param>
    /// <param name="format">The format it was made of.</param>
    /// <param name="content">The input.</param>
    /// <param name="what">What came of it.</param>
    public void Add(string kind, string format, byte[] content, string what)
    {
        Count++;
        var before = kinds.GetValueOrDefault(kind);
        kinds[kind] = before + 1;
        if (before >= MostOfKind) return;
        Directory.CreateDirectory(folder);
        var name = string.Create(
            CultureInfo.InvariantCulture, $"{format}-{Convert.ToHexStringLower(SHA256.HashData(content))[..12]}");
        File.WriteAllBytes(Path.Combine(folder, name), content);
        File.WriteAllText(Path.Combine(folder, name + ".txt"), what);
    }
}
