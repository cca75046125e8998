using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

/// <summary>
/// One test, as its runner reported it. Without <see cref="Failure"/> and <see cref="Skip"/> it passed.
/// </summary>
internal sealed record TestOutcome(
    string Suite, string Name, TimeSpan Time, string? Failure = null, string? Skip = null);

/// <summary>Reads the JUnit XML that xunit and Pester write.</summary>
internal static partial class JUnitReport
{
    /// <summary>The tests of a report; none where there is no file.</summary>
    /// <exception cref="XmlException">The file is not XML.</exception>
    public static IEnumerable<TestOutcome> Read(string suite, string path)
    {
        if (!File.Exists(path)) yield break;
        // xunit.v3 escapes the quotes in its reports as if they were JSON.
        var report = XDocument.Parse(File.ReadAllText(path).Replace("\\&quot;", "&quot;", StringComparison.Ordinal));
        var tests = report.Descendants("testcase").ToList();
        foreach (var test in tests)
        {
            var name = (test.Attribute("name")?.Value ?? "").ReplaceLineEndings(" ");
            var time = double.TryParse(test.Attribute("time")?.Value, CultureInfo.InvariantCulture, out var seconds)
                ? TimeSpan.FromSeconds(seconds)
                : default;
            var failure = test.Element("failure") ?? test.Element("error");
            var skip = failure is null ? test.Element("skipped") : null;
            yield return new TestOutcome(
                suite, name, time, failure is null
                    ? null
                    : Reason(failure), skip is null ? null : Reason(skip).ReplaceLineEndings(" "));
        }
        // Pester counts a file that does not load among the errors of the run, but writes no test for it.
        var errors = (int?)report.Root?.Attribute("errors") - tests.Count(test => test.Element("error") is not null);
        if (errors > 0)
            yield return new TestOutcome(
                suite, suite, default,
                $"files or set-ups that failed outside the tests: {errors}; the output stands above.");
    }

    private static string Reason(XElement element) =>
        new[] { element.Attribute("message")?.Value ?? "", element.Value, "no reason given" }
            .Select(text => SkipPhrase().Replace(text, "").Trim()).First(text => text.Length > 0);

    [GeneratedRegex("^(Exception: )?is (skipped|inconclusive)(, because )?")]
    private static partial Regex SkipPhrase();
}
