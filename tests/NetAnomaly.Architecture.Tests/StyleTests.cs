using System.Text.RegularExpressions;

namespace NetAnomaly.Architecture.Tests;

public sealed partial class StyleTests
{
    private const int Columns = 120;

    [Theory]
    [InlineData("src")]
    [InlineData("build")]
    public void No_line_is_longer_than_120_columns(string folder) =>
        Assert.Empty(LongLines(SourceFiles.Of(folder)).Select(line => line.Place));

    // Tests hold lines of exports as they are, which cannot be broken.
    [Fact]
    public void In_tests_only_data_is_longer() =>
        Assert.Empty(
            LongLines(SourceFiles.Of("tests")).Where(line => !Data().IsMatch(line.Text)).Select(line => line.Place));

    [Fact]
    public void Comments_keep_to_the_words_of_the_glossary() =>
        Assert.Empty(
            from file in SourceFiles.All().Concat(SourceFiles.Of("build"))
            from Match match in Banned().Matches(file.Text)
            select $"{file.Path}: {match.Value}");

    private static IEnumerable<(string Place, string Text)> LongLines(IEnumerable<(string Path, string Text)> files) =>
        from file in files
        from line in file.Text.Split('\n').Select((text, at) => (Text: text, Number: at + 1))
        where line.Text.Length > Columns
        select ($"{file.Path}:{line.Number}", line.Text);

    [GeneratedRegex("\"|void [A-Z]\\w+\\(|InlineData")]
    private static partial Regex Data();

    [GeneratedRegex(
        @"\b(foretells?|foretold|anew|heeds?|heeded|shall|learnt|whoever)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Banned();
}
