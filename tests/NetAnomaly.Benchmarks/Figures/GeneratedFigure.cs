using System.Reflection;

namespace NetAnomaly.Benchmarks.Figures;

/// <summary>Keeps what a benchmark measured for the docs.</summary>
internal static class GeneratedFigure
{
    /// <summary>Writes a result to docs/figures and into its page.</summary>
    /// <param name="page">The page, from the repository's root.</param>
    /// <param name="name">The figure's name.</param>
    /// <param name="bench">The arguments that measure all of it.</param>
    /// <param name="content">What it shows.</param>
    /// <exception cref="InvalidDataException">The page has no such figure.</exception>
    public static void Write(string page, string name, string bench, string content) =>
        new DocFigure(page, bench, Version(), content.ReplaceLineEndings("\n").Trim().Split('\n')).Keep(Root(), name);

    // With the beginning of the commit, where it was built from one.
    private static string Version()
    {
        var version = typeof(FlowRecord).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
            .InformationalVersion;
        return version[..Math.Min(version.Length, version.IndexOf('+') is var at and >= 0 ? at + 9 : version.Length)];
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetAnomaly.PowerShell.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmark runs outside the repository.");
    }
}
