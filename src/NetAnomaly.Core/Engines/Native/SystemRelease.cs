namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// The versions that the C and C++ runtimes of a Linux distribution's release define. Sources: the packages libc6 and
/// libstdc++6 (glibc and libstdc++ on RHEL) of each; libstdc++ manual, "ABI Policy and Guidelines", for the versions
/// that a release of GCC defines.
/// </summary>
/// <param name="Distribution">The distribution.</param>
/// <param name="Number">The release.</param>
/// <param name="Highest">The highest version of each family.</param>
internal sealed record SystemRelease(string Distribution, string Number, IReadOnlyList<string> Highest)
{
    // The oldest release first.
    private static readonly SystemRelease[] Known =
    [
        new("Debian", "11", ["GLIBC_2.31", "GLIBCXX_3.4.28", "CXXABI_1.3.12"]),
        new("Debian", "12", ["GLIBC_2.36", "GLIBCXX_3.4.30", "CXXABI_1.3.13"]),
        new("Debian", "13", ["GLIBC_2.41", "GLIBCXX_3.4.33", "CXXABI_1.3.15"]),
        new("Ubuntu", "20.04", ["GLIBC_2.31", "GLIBCXX_3.4.28", "CXXABI_1.3.12"]),
        new("Ubuntu", "22.04", ["GLIBC_2.35", "GLIBCXX_3.4.30", "CXXABI_1.3.13"]),
        new("Ubuntu", "24.04", ["GLIBC_2.39", "GLIBCXX_3.4.33", "CXXABI_1.3.15"]),
        new("RHEL", "8", ["GLIBC_2.28", "GLIBCXX_3.4.25", "CXXABI_1.3.11"]),
        new("RHEL", "9", ["GLIBC_2.34", "GLIBCXX_3.4.29", "CXXABI_1.3.13"]),
        new("RHEL", "10", ["GLIBC_2.39", "GLIBCXX_3.4.33", "CXXABI_1.3.15"]),
    ];

    /// <summary>
    /// The first release of each distribution that has a version; empty where none of those known does.
    /// </summary>
    public static IReadOnlyList<SystemRelease> FirstWith(SymbolVersion version) =>
        [.. Known.Where(release => release.Has(version)).DistinctBy(release => release.Distribution)];

    /// <summary>The name as people write it.</summary>
    public override string ToString() => $"{Distribution} {Number}";

    private bool Has(SymbolVersion version) =>
        Highest.Select(SymbolVersion.TryParse)
            .Any(highest => highest?.Family == version.Family && highest.Number >= version.Number);
}
