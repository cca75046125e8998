namespace NetAnomaly.Core.Engines.Native;

/// <summary>
/// A version whose family counts upwards, such as <c>GLIBCXX_3.4.32</c>: a library that defines one defines those below
/// it, too.
/// </summary>
/// <param name="Family"><c>GLIBC</c>, <c>GLIBCXX</c> or <c>CXXABI</c>.</param>
/// <param name="Number">The number.</param>
internal sealed record SymbolVersion(string Family, Version Number)
{
    /// <summary>Reads a version; <see langword="null"/> where its name is not of this kind.</summary>
    public static SymbolVersion? TryParse(string name) =>
        name.LastIndexOf('_') is var end and > 0 && Version.TryParse(name.AsSpan(end + 1), out var number)
            ? new SymbolVersion(name[..end], number)
            : null;

    /// <summary>The name.</summary>
    public override string ToString() => $"{Family}_{Number}";
}
