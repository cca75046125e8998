namespace NetAnomaly.Architecture.Tests;

/// <summary>The product's sources, as they lie in the repository.</summary>
internal static class SourceFiles
{
    /// <summary>Where the repository lies.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>All C# files under <c>src</c>, without what the build generates.</summary>
    public static IEnumerable<(string Path, string Text)> All() => Of("src");

    /// <summary>All C# files under a folder of the repository, without what the build generates.</summary>
    public static IEnumerable<(string Path, string Text)> Of(string folder) =>
        from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        let name = Path.GetRelativePath(Root, path).Replace('\\', '/')
        where !name.Contains("/obj/", StringComparison.Ordinal) && !name.Contains("/bin/", StringComparison.Ordinal)
        orderby name
        select (name, File.ReadAllText(path));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetAnomaly.PowerShell.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not lie in the repository.");
    }
}
