using System.Text.RegularExpressions;

namespace NetAnomaly.Architecture.Tests;

public sealed partial class MarkdownTests
{
    private const int Columns = 120;
    private const string OfWhichVersion = "of an earlier state of version";

    private static readonly IReadOnlyDictionary<string, DocFigure> Results = DocFigure.ReadAll(SourceFiles.Root);

    [Fact]
    public void No_line_of_prose_is_longer_than_120_columns() =>
        Assert.Empty(
            from page in MarkdownFiles.All()
            from line in LongLines(page.Text)
            select $"{page.Path}:{line}: wrap it (tables and code may be longer)");

    [Theory]
    [InlineData("word ", 1)]
    [InlineData("- word ", 1)]
    [InlineData("| word ", 0)]
    [InlineData("```\nword ", 0)]
    [InlineData("[link](", 0)]
    public void A_planted_long_line_is_found_where_it_can_be_wrapped(string begin, int found) =>
        Assert.Equal(found, LongLines(begin + new string('x', Columns)).Count());

    [Fact]
    public void Marked_figures_are_what_their_benchmarks_measured() =>
        Assert.Empty(
            from result in Results
            let page = File.ReadAllText(Path.Combine(SourceFiles.Root, result.Value.Page)).ReplaceLineEndings("\n")
            where result.Value.ShowIn(page, result.Key) != page
            select $"{result.Value.Page} shows another '{result.Key}' than {DocFigure.Folder}/{result.Key}.json: "
                + "run `dotnet build.cs docs`");

    [Fact]
    public void Every_marked_figure_has_its_result() =>
        Assert.Empty(
            from page in MarkdownFiles.All()
            from line in MarkdownFiles.Prose(page.Text)
            let mark = Mark().Match(line.Line)
            where mark.Success
            let name = mark.Groups[1].Value
            where !Results.TryGetValue(name, out var result) || result.Page != page.Path
            select $"{page.Path}:{line.Number}: there is no {DocFigure.Folder}/{name}.json for this page");

    [Fact]
    public void A_planted_figure_of_another_measurement_is_found()
    {
        var figure = new DocFigure("page.md", "", "", ["| 2 |"]);
        const string Page = "<!-- figure:a -->\n\n| 1 |\n\n<!-- /figure:a -->\n";
        Assert.Equal(Page.Replace('1', '2'), figure.ShowIn(Page, "a"));
        Assert.Throws<InvalidDataException>(() => figure.ShowIn(Page, "b"));
    }

    [Fact]
    public void A_page_with_figures_of_benchmarks_has_results_or_says_of_which_version_they_are() =>
        Assert.Empty(
            from page in MarkdownFiles.All()
            where IsForUsers(page.Path) && Benchmark().IsMatch(page.Text)
            where Results.Values.All(result => result.Page != page.Path)
                && !page.Text.ReplaceLineEndings(" ").Contains(OfWhichVersion, StringComparison.Ordinal)
            select $"{page.Path}: mark its figures, or say that they are '{OfWhichVersion} ...'");

    private static bool IsForUsers(string page) =>
        page == "README.md" || page.StartsWith("docs/", StringComparison.Ordinal);

    // A word that is too long by itself, such as a link, cannot be wrapped.
    private static IEnumerable<int> LongLines(string text) =>
        from line in MarkdownFiles.Prose(text)
        where line.Line.Length > Columns && line.Line.TrimEnd().LastIndexOf(' ') is var gap && gap > 0
            && Break().IsMatch(line.Line)
        select line.Number;

    // A space between two words, not behind the mark of an item.
    [GeneratedRegex(@"[^\s*+>#-]\s+\S|[\w.,;:)`]\s+\S")]
    private static partial Regex Break();

    [GeneratedRegex(@"^<!-- /?figure:(\S+) -->$")]
    private static partial Regex Mark();

    [GeneratedRegex(@"`(dotnet build\.cs )?bench (?!truth|quiet)\w")]
    private static partial Regex Benchmark();
}
