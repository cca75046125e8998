namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// What is compiled with GCC 13 or later and includes &lt;iostream&gt; names one symbol of GLIBCXX_3.4.32 so that it is
/// not linked with an older libstdc++; it never calls it (libstdc++-v3/include/std/iostream). Where nothing else wants
/// that version, the object works with an older libstdc++, too, as long as the standard streams are initialised by
/// another library: libtorch's libc10 does so.
/// </summary>
internal static class LinkAnchor
{
    /// <summary>std::ios_base_library_init(), as the compiler writes it.</summary>
    public const string Symbol = "_ZSt21ios_base_library_initv";

    /// <summary>
    /// The need that only the anchor has and that a C++ runtime does not meet; <see langword="null"/> where there is
    /// none.
    /// </summary>
    public static VersionNeed? Find(SharedObject library, SystemLibrary cppRuntime) =>
        library.Needs.FirstOrDefault(need =>
            need is { Library: SystemLibrary.CppRuntimeName, IsWeak: false, Symbols: [Symbol] }
            && !cppRuntime.Versions.Contains(need.Version));

    /// <summary>
    /// Marks that need of a shared object as weak, where this is Linux and its C++ runtime lacks the version. The
    /// object is replaced by a changed copy: a hard link to the same file keeps the original.
    /// </summary>
    /// <returns>The need; <see langword="null"/> where nothing was to be done.</returns>
    /// <exception cref="InvalidDataException">The file is no shared object.</exception>
    public static VersionNeed? Relax(string path)
    {
        if (SystemLibrary.CppRuntime is not { } runtime) return null;
        if (Find(SharedObject.Read(path), runtime) is not { } need) return null;
        WeakVersion.Mark(path, need);
        return need;
    }
}
