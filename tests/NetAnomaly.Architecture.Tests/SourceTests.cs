using System.Text.RegularExpressions;

namespace NetAnomaly.Architecture.Tests;

/// <summary>What compiled code does not show: constants and names are copied, and the reference is gone.</summary>
public sealed partial class SourceTests
{
    [Fact]
    public void No_source_imports_or_names_a_namespace_above_its_own() =>
        Assert.Empty(
            from file in SourceFiles.All()
            from named in UpwardNames(file.Text)
            select $"{file.Path}: {named}");

    [Fact]
    public void A_planted_import_is_found() =>
        Assert.Equal(
            ["NetAnomaly.Core.Scoring"],
            UpwardNames("using NetAnomaly.Core.Scoring;\n\nnamespace NetAnomaly.Core.Tokens;\n"));

    // What scores belong to is named (CalibrationSet), never told from how many there are.
    [Fact]
    public void Nothing_is_told_from_the_number_of_scores() =>
        Assert.Empty(from file in SourceFiles.All() where GuessByLength().IsMatch(file.Text) select file.Path);

    private static IEnumerable<string> UpwardNames(string text)
    {
        if (Namespace().Match(text) is not { Success: true } own
            || !Layers.Ranks.TryGetValue(own.Groups[1].Value, out var rank)) return [];
        return Names().Matches(text).Select(match => match.Value).Distinct()
            .Where(name => Longest(name) is { } known && Layers.Ranks[known] > rank);
    }

    // 'NetAnomaly.Core.Scoring.AnomalyScorer' names a type of NetAnomaly.Core.Scoring.
    private static string? Longest(string name)
    {
        for (var end = name.Length; end > 0; end = name.LastIndexOf('.', end - 1))
        {
            if (Layers.Ranks.ContainsKey(name[..end])) return name[..end];
        }

        return null;
    }

    [GeneratedRegex(@"\b[sS]cores\.(Length|Count) == ")]
    private static partial Regex GuessByLength();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<!"")\bNetAnomaly(\.[A-Z]\w*)+")]
    private static partial Regex Names();
}
