namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// A version of another library that a shared object asks for. The dynamic linker refuses the object where the library
/// lacks it.
/// </summary>
/// <param name="Library">The library's name, such as <c>libstdc++.so.6</c>.</param>
/// <param name="Version">The version, such as <c>GLIBCXX_3.4.32</c>.</param>
/// <param name="IsWeak">Whether the object loads without it, too.</param>
/// <param name="Symbols">The symbols that are to come from this version.</param>
/// <param name="FlagsOffset">Where in the file the need's flags lie.</param>
internal sealed record VersionNeed(
    string Library, string Version, bool IsWeak, IReadOnlyList<string> Symbols, long FlagsOffset)
{
    /// <summary>The flag of a need that is weak (VER_FLG_WEAK).</summary>
    public const ushort WeakFlag = 2;
}
