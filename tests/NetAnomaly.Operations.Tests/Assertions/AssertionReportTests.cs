using System.Text.Json;
using System.Xml.Linq;
using NetAnomaly.Operations.Assertions;
using NetAnomaly.Operations.Tests.Suppressions;

namespace NetAnomaly.Operations.Tests.Assertions;

public sealed class AssertionReportTests
{
    [Fact]
    public void Sarif_has_its_required_fields()
    {
        using var report = Sarif(Outcome(Finding(), Finding()), fails: true);
        var root = report.RootElement;
        Assert.Equal("2.1.0", root.GetProperty("version").GetString());
        Assert.EndsWith("sarif-2.1.0.json", root.GetProperty("$schema").GetString(), StringComparison.Ordinal);
        var run = root.GetProperty("runs")[0];
        var driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("NetAnomaly", driver.GetProperty("name").GetString());
        Assert.Equal("FanOut", Assert.Single(driver.GetProperty("rules").EnumerateArray()).GetProperty("id")
            .GetString());
        Assert.True(run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(2, run.GetProperty("results").GetArrayLength());
        var result = run.GetProperty("results")[0];
        Assert.Equal(("FanOut", 0, "error"), (
            result.GetProperty("ruleId").GetString(), result.GetProperty("ruleIndex").GetInt32(),
            result.GetProperty("level").GetString()));
        Assert.Contains(
            "62 flows", result.GetProperty("message").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Matches(
            "^[0-9a-f]{16}$", result.GetProperty("partialFingerprints").GetProperty("netAnomalyId/v1").GetString());
    }

    [Theory]
    [InlineData("exports/a b.csv", "exports/a%20b.csv")]
    [InlineData("/data/night.csv", "file:///data/night.csv")]
    public void Sarif_points_to_the_row_of_the_strangest_flow(string file, string uri)
    {
        using var report = Sarif(Outcome(Finding() with { File = file, Line = 7 }), fails: true);
        var place = report.RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("locations")[0]
            .GetProperty("physicalLocation");
        Assert.Equal(uri, place.GetProperty("artifactLocation").GetProperty("uri").GetString());
        Assert.Equal(7, place.GetProperty("region").GetProperty("startLine").GetInt32());
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public void Sarif_says_where_nothing_could_be_judged(bool fails, bool successful)
    {
        using var report = Sarif(new AssertionOutcome { Findings = [], Given = 0, Undetermined = 0 }, fails);
        var run = report.RootElement.GetProperty("runs")[0];
        Assert.Equal(0, run.GetProperty("results").GetArrayLength());
        Assert.Equal(
            successful, run.GetProperty("invocations")[0].GetProperty("executionSuccessful").GetBoolean());
    }

    [Fact]
    public void NUnit_has_a_failed_case_for_each_anomaly()
    {
        var run = NUnit(Outcome(Finding(), Finding() with { Text = "bell \a & <tag> \ud800 \uffff" }), fails: true);
        Assert.Equal(("test-run", "Failed", "2", "2", "0"), (
            run.Name.LocalName, run.Attribute("result")!.Value, run.Attribute("total")!.Value,
            run.Attribute("failed")!.Value, run.Attribute("passed")!.Value));
        XElement[] cases = [.. run.Descendants("test-case")];
        Assert.All(cases, one => Assert.Equal("Failed", one.Attribute("result")!.Value));
        Assert.Equal(cases.Length, cases.Select(one => one.Attribute("id")!.Value).Distinct().Count());
        Assert.StartsWith(
            @"bell \u0007 & <tag> \uD800", cases[1].Descendants("message").Single().Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10, 0, true, "Passed", "NoAnomaly")]
    [InlineData(10, 1, true, "Failed", "CouldBeJudged")]
    [InlineData(10, 1, false, "Passed", "NoAnomaly")]
    [InlineData(0, 0, true, "Failed", "CouldBeJudged")]
    public void NUnit_has_one_case_where_nothing_was_found(
        int given, int undetermined, bool fails, string result, string name)
    {
        var run = NUnit(
            new AssertionOutcome { Findings = [], Given = given, Undetermined = undetermined }, fails);
        var only = Assert.Single(run.Descendants("test-case"));
        Assert.Equal((result, name), (only.Attribute("result")!.Value, only.Attribute("name")!.Value));
    }

    [Fact]
    public void The_outcome_names_the_first_ten()
    {
        var text = Outcome([.. Enumerable.Range(1, 12).Select(at => Finding() with { Text = $"number {at}" })]).Text;
        Assert.StartsWith("12 of 100 are anomalous:\nnumber 1\n", text, StringComparison.Ordinal);
        Assert.EndsWith("number 10\n… and 2 more", text, StringComparison.Ordinal);
    }

    private static AssertionFinding Finding() =>
        AssertionFinding.Of(Night.Incident(Night.Result(evidence: [("FanOut", 0.7), ("Words", 0.3)]))) with
        {
            Id = "00000000000000aa",
        };

    private static AssertionOutcome Outcome(params AssertionFinding[] findings) =>
        new() { Findings = findings, Given = 100, Undetermined = 0 };

    private static JsonDocument Sarif(AssertionOutcome outcome, bool fails)
    {
        using var stream = new MemoryStream();
        SarifReport.Write(stream, outcome, fails);
        return JsonDocument.Parse(stream.ToArray());
    }

    private static XElement NUnit(AssertionOutcome outcome, bool fails)
    {
        using var stream = new MemoryStream();
        NUnitReport.Write(stream, outcome, "gate", fails);
        stream.Position = 0;
        return XDocument.Load(stream).Root!;
    }
}
