using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Engines.Native;

/// <summary>A library of the system, with the versions that it defines.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Versions">The versions.</param>
internal sealed record SystemLibrary(string Path, IReadOnlyCollection<string> Versions)
{
    /// <summary>The name of the C++ runtime on Linux.</summary>
    public const string CppRuntimeName = "libstdc++.so.6";

    private static readonly Lazy<SystemLibrary?> Cpp = new(FindCppRuntime);

    /// <summary>
    /// The C++ runtime that this process uses; <see langword="null"/> where that is not Linux's or it cannot be read.
    /// </summary>
    public static SystemLibrary? CppRuntime => Cpp.Value;

    /// <summary>Reads a library; <see langword="null"/> where it cannot be read.</summary>
    public static SystemLibrary? TryRead(string path)
    {
        try
        {
            return new SystemLibrary(path, [.. SharedObject.Read(path).Definitions]);
        }
        catch (Exception cause) when (cause is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The highest version of a family; <see langword="null"/> where the library defines none.</summary>
    /// <param name="family">What stands before the underscore: <c>GLIBC</c>, <c>GLIBCXX</c>, <c>CXXABI</c>.</param>
    public string? Highest(string family) =>
        Versions.Select(SymbolVersion.TryParse).Where(version => version?.Family == family)
            .MaxBy(version => version!.Number)?.ToString();

    // .NET itself is linked to it, so that it is mapped already; if it ever is not, the dynamic linker finds it.
    private static SystemLibrary? FindCppRuntime()
    {
        if (!OperatingSystem.IsLinux()) return null;
        var path = MappedFiles().FirstOrDefault(IsCppRuntime);
        if (path is null && NativeLibrary.TryLoad(CppRuntimeName, out _))
        {
            path = MappedFiles().FirstOrDefault(IsCppRuntime);
        }

        return path is null ? null : TryRead(path);
    }

    private static bool IsCppRuntime(string path) =>
        System.IO.Path.GetFileName(path).StartsWith(CppRuntimeName, StringComparison.Ordinal) && File.Exists(path);

    // proc_pid_maps(5): addresses, rights, offset, device, inode, and the path from the first slash on.
    private static IEnumerable<string> MappedFiles()
    {
        try
        {
            var lines = File.ReadLines("/proc/self/maps");
            return [.. lines.Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..])];
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
