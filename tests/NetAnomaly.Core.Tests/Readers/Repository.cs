namespace NetAnomaly.Core.Tests.Readers;

/// <summary>Finds the repository's fixtures, and the shared captures beside it where there are any.</summary>
internal static class Repository
{
    private static readonly Lazy<string> Root = new(() =>
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null
            && !System.IO.File.Exists(
                Path.Combine(directory.FullName, "NetAnomaly.PowerShell.sln"))) directory = directory.Parent;
        return directory?.FullName ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
    });

    /// <summary>The path of a file of the repository, given from its root.</summary>
    public static string File(string path) => Path.Combine(Root.Value, path);

    public static string Fixture(string name) =>
        Path.Combine(Root.Value, "tests", "NetAnomaly.Core.Tests", "Fixtures", name);

    /// <summary>
    /// The fixtures, and the shared samples of formats where there are any, by names for <see cref="SampleFile"/>.
    /// </summary>
    public static IEnumerable<string> SampleFiles()
    {
        var fixtures = Path.GetDirectoryName(Fixture("x"))!;
        var samples = Path.GetFullPath(Path.Combine(Root.Value, "..", "shared", "data", "formats"));
        var found = Directory.EnumerateFiles(fixtures).Select(path => Path.Combine("Fixtures", Path.GetFileName(path)));
        if (Directory.Exists(samples))
            found = found.Concat(
                Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories)
                    .Select(path => Path.GetRelativePath(samples, path)));
        return found.Order(StringComparer.Ordinal);
    }

    /// <summary>The path of one of <see cref="SampleFiles"/>.</summary>
    public static string SampleFile(string name) =>
        name.StartsWith("Fixtures", StringComparison.Ordinal)
            ? Fixture(Path.GetFileName(name))
            : Path.GetFullPath(Path.Combine(Root.Value, "..", "shared", "data", "formats", name));

    /// <summary>A file of the shared captures; the test is skipped where they are missing.</summary>
    public static string Capture(string name)
    {
        var captures = Path.GetFullPath(Path.Combine(Root.Value, "..", "shared", "data"));
        var path = Path.Combine(captures, name);
        if (!Directory.Exists(captures)) Assert.Skip("the captures are not beside the repository, in ../shared/data");
        if (!System.IO.File.Exists(path)) Assert.Skip($"the capture {name} is not in ../shared/data");
        return path;
    }
}
