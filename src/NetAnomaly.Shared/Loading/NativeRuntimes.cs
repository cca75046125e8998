using System.Runtime.InteropServices;

namespace NetAnomaly.Loading;

/// <summary>
/// Under which runtime identifiers native libraries lie that this process can load. A distribution's own .NET names
/// itself (<c>debian.12-x64</c>), packages name what is portable (<c>linux-x64</c>).
/// </summary>
internal static class NativeRuntimes
{
    /// <summary>Those of this process, the best first.</summary>
    public static IReadOnlyList<string> Here { get; } =
        Of(RuntimeInformation.RuntimeIdentifier, System, IsMusl, RuntimeInformation.ProcessArchitecture);

    /// <summary>The identifier that .NET gives, and the portable one of its system, C library and processor.</summary>
    /// <param name="given">The identifier that .NET gives.</param>
    /// <param name="system">The system: <c>linux</c>, <c>win</c>, <c>osx</c>.</param>
    /// <param name="isMusl">Whether the C library is musl: libraries for glibc cannot be loaded.</param>
    /// <param name="architecture">The processor, as the process sees it.</param>
    public static IReadOnlyList<string> Of(string given, string system, bool isMusl, Architecture architecture)
    {
        var processor = architecture.ToString().ToLowerInvariant();
        var portable = $"{system}{(isMusl && system == "linux" ? "-musl" : "")}-{processor}";
        return given == portable ? [given] : [given, portable];
    }

    private static string System => OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : OperatingSystem.IsFreeBSD() ? "freebsd"
        : "linux";

    // musl's loader lies at a place of its own; a distribution that uses it has it, or nothing runs.
    private static bool IsMusl =>
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
        || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal)
        || (OperatingSystem.IsLinux() && !HasGlibc());

    private static bool HasGlibc() =>
        NativeLibrary.TryLoad("libc.so.6", out var library) && NativeLibrary.TryGetExport(
            library, "gnu_get_libc_version", out _);
}
