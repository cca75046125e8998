namespace NetAnomaly.Architecture.Tests;

/// <summary>The pages of the repository, as they lie there.</summary>
internal static class MarkdownFiles
{
    private static readonly string[] Generated = ["bin", "obj", "output", "node_modules", "StrykerOutput", "artifacts"];

    /// <summary>All pages, without what the build generates.</summary>
    public static IEnumerable<(string Path, string Text)> All() =>
        from path in Under(SourceFiles.Root)
        let name = Path.GetRelativePath(SourceFiles.Root, path).Replace('\\', '/')
        orderby name
        select (name, File.ReadAllText(path).ReplaceLineEndings("\n"));

    /// <summary>Lines of prose with their numbers from 1: no code and no tables.</summary>
    public static IEnumerable<(int Number, string Line)> Prose(string text)
    {
        var (isCode, number) = (false, 0);
        foreach (var line in text.Split('\n'))
        {
            number++;
            var begins = line.TrimStart();
            var isFence = begins.StartsWith("```", StringComparison.Ordinal);
            if (isFence) isCode = !isCode;
            if (!isFence && !isCode && !begins.StartsWith('|')) yield return (number, line);
        }
    }

    // Hidden folders are those of tools.
    private static IEnumerable<string> Under(string folder) =>
        Directory.EnumerateFiles(folder, "*.md").Concat(
            from inner in Directory.EnumerateDirectories(folder)
            let name = Path.GetFileName(inner)
            where !name.StartsWith('.') && !Generated.Contains(name)
            from path in Under(inner)
            select path);
}
