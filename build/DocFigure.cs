using System.Text.Encodings.Web;
using System.Text.Json;

/// <summary>
/// A table in a page of the docs that no hand writes: a benchmark measures it into <c>docs/figures/NAME.json</c>, and
/// the page shows it between the lines <c>&lt;!-- figure:NAME --&gt;</c> and <c>&lt;!-- /figure:NAME --&gt;</c>.
/// </summary>
/// <param name="Page">The page, from the repository's root.</param>
/// <param name="Bench">What <c>dotnet build.cs bench</c> is given to measure it again.</param>
/// <param name="Version">The version that was measured.</param>
/// <param name="Lines">What the page shows.</param>
internal sealed record DocFigure(string Page, string Bench, string Version, IReadOnlyList<string> Lines)
{
    /// <summary>Where the results are, from the repository's root.</summary>
    public const string Folder = "docs/figures";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        NewLine = "\n",

        // Tables hold quotes, ampersands and dashes; nothing here is put into a page of HTML.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>All results of a repository, by the names of their figures.</summary>
    /// <exception cref="InvalidDataException">One cannot be read.</exception>
    public static IReadOnlyDictionary<string, DocFigure> ReadAll(string root) =>
        Directory.EnumerateFiles(Path.Combine(root, Folder), "*.json").Order(StringComparer.Ordinal)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path), Read);

    /// <summary>Keeps what was measured, and shows it.</summary>
    /// <exception cref="InvalidDataException">The page has no such figure.</exception>
    public void Keep(string root, string name)
    {
        Directory.CreateDirectory(Path.Combine(root, Folder));
        File.WriteAllText(
            Path.Combine(root, Folder, name + ".json"), JsonSerializer.Serialize(this, Form) + "\n");
        Show(root, name);
    }

    /// <summary>Writes it into its page.</summary>
    /// <returns>Whether the page showed something else before.</returns>
    /// <exception cref="InvalidDataException">The page has no such figure.</exception>
    public bool Show(string root, string name)
    {
        var path = Path.Combine(root, Page);
        var before = File.ReadAllText(path);
        var after = ShowIn(before, name);
        if (after == before) return false;
        File.WriteAllText(path, after);
        return true;
    }

    /// <summary>The text of a page with this figure in it.</summary>
    /// <exception cref="InvalidDataException">The text has no such figure.</exception>
    public string ShowIn(string text, string name)
    {
        string begin = $"<!-- figure:{name} -->\n", end = $"<!-- /figure:{name} -->";
        text = text.ReplaceLineEndings("\n");
        var from = text.IndexOf(begin, StringComparison.Ordinal) + begin.Length;
        var to = from < begin.Length ? -1 : text.IndexOf(end, from, StringComparison.Ordinal);
        if (to < 0) throw new InvalidDataException($"{Page} has no figure '{name}' to replace.");
        return $"{text[..from]}\n{string.Join('\n', Lines).Trim()}\n\n{text[to..]}";
    }

    private static DocFigure Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DocFigure>(File.ReadAllText(path), Form)
                ?? throw new InvalidDataException($"{path} is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is no result of a benchmark: {e.Message}", e);
        }
    }
}
