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

    // Names from files may bring escape sequences along, which CmdletMessages makes visible.
    [Fact]
    public void Cmdlets_write_to_the_terminal_through_one_place() =>
        Assert.Empty(
            from file in SourceFiles.Of("src/NetAnomaly.PowerShell")
            where !file.Path.EndsWith("/Binding/CmdletMessages.cs", StringComparison.Ordinal)
            from Match match in DirectMessage().Matches(file.Text)
            select $"{file.Path}: {match.Value}");

    [Theory]
    [InlineData("WriteWarning(text);")]
    [InlineData("cmdlet.WriteVerbose(\n    text);")]
    [InlineData("Host.UI.WriteLine(text);")]
    public void A_planted_message_is_found(string call) => Assert.Matches(DirectMessage(), call);

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

    [GeneratedRegex(@"\bWrite(Warning|Verbose|Debug)\(|\bUI\.Write\w*\(")]
    private static partial Regex DirectMessage();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"(?<!"")\bNetAnomaly(\.[A-Z]\w*)+")]
    private static partial Regex Names();
}
