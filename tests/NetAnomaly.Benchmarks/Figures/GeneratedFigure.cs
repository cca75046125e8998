namespace NetAnomaly.Benchmarks.Figures;

/// <summary>
/// A table in a page of the docs that a benchmark writes: all between the lines <c>&lt;!-- figure:NAME --&gt;</c> and
/// <c>&lt;!-- /figure:NAME --&gt;</c>.
/// </summary>
internal static class GeneratedFigure
{
    /// <summary>Replaces a figure.</summary>
    /// <param name="page">The page, from the repository's root.</param>
    /// <param name="name">The figure's name.</param>
    /// <param name="content">What it shows.</param>
    /// <exception cref="InvalidDataException">The page has no such figure.</exception>
    public static void Write(string page, string name, string content)
    {
        var path = Path.Combine(Root(), page);
        File.WriteAllText(path, Replace(File.ReadAllText(path), name, content));
    }

    /// <summary>The text with the figure replaced.</summary>
    /// <exception cref="InvalidDataException">The text has no such figure.</exception>
    public static string Replace(string text, string name, string content)
    {
        string begin = $"<!-- figure:{name} -->\n", end = $"<!-- /figure:{name} -->";
        text = text.ReplaceLineEndings("\n");
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = from < begin.Length ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        if (to < 0) throw new InvalidDataException($"there is no figure '{name}' to replace.");
        return $"{text[..from]}\n{content.Trim()}\n\n{text[to..]}";
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "NetAnomaly.PowerShell.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException("The benchmark runs outside the repository.");
    }
}
