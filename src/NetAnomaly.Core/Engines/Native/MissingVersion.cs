using System.Text.RegularExpressions;

namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// A version that a native library needs and a library of the system lacks, as the dynamic linker reports it
/// (elf/dl-version.c of glibc).
/// </summary>
/// <param name="Library">The path of the system's library.</param>
/// <param name="Version">The version.</param>
/// <param name="NeededBy">The path of the library that needs it.</param>
internal sealed partial record MissingVersion(string Library, string Version, string NeededBy)
{
    /// <summary>Reads the linker's message; <see langword="null"/> where it says something else.</summary>
    public static MissingVersion? TryParse(string message) => Pattern().Match(message) is { Success: true } match
        ? new MissingVersion(match.Groups["library"].Value, match.Groups["version"].Value, match.Groups["by"].Value)
        : null;

    /// <summary>What is wrong.</summary>
    public string Describe()
    {
        var family = SymbolVersion.TryParse(Version)?.Family ?? Version;
        var has = SystemLibrary.TryRead(Library) is { } system
            ? system.Highest(family) is { } highest ? $"has {highest} at most" : $"has no version {family}"
            : "lacks it";
        var (neededBy, library) = (Path.GetFileName(NeededBy), Path.GetFileName(Library));
        return $"{neededBy} needs version {Version} of {library}; this system's ('{Library}') {has}";
    }

    /// <summary>What to do about it.</summary>
    public string Remedy()
    {
        const string Again =
            "Install the engine pack again (Install-AnomalyEngine -Force): this changes the library so that it loads.";
        if (IsOfLinkAnchor()) return Again;
        var releases = SymbolVersion.TryParse(Version) is { } version ? SystemRelease.FirstWith(version) : [];
        var which = releases.Count > 0 ? $": {string.Join(", ", releases)} and later have {Version}" : "";
        return $"Use a newer release of the system{which}. The embedded engine does the same work (-Engine Embedded).";
    }

    private bool IsOfLinkAnchor()
    {
        try
        {
            return SystemLibrary.TryRead(Library) is { } system
                && LinkAnchor.Find(SharedObject.Read(NeededBy), system)?.Version == Version;
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^(?<library>[^:]+): version `(?<version>[\w.]+)' not found \(required by (?<by>.+?)\)")]
    private static partial Regex Pattern();
}
