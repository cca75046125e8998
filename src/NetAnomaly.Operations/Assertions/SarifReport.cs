using System.Text.Json;

namespace NetAnomaly.Operations.Assertions;

/// <summary>Writes what a gate saw as SARIF 2.1.0 (OASIS), which code scanning and pipelines show.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>Writes a report.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <param name="outcome">What the gate saw.</param>
    /// <param name="fails">Whether the gate fails where nothing could be judged.</param>
    public static void Write(Stream stream, AssertionOutcome outcome, bool fails)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        string[] rules = [.. outcome.Findings.Select(finding => finding.Rule).Distinct(StringComparer.Ordinal)];
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        Tool(json, rules);
        Invocation(json, outcome, outcome.IsInconclusive && fails);
        json.WriteStartArray("results");
        foreach (var finding in outcome.Findings) Result(json, finding, Array.IndexOf(rules, finding.Rule));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Tool(Utf8JsonWriter json, string[] rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "NetAnomaly");
        json.WriteString("version", typeof(AnomalyResult).Assembly.GetName().Version?.ToString(3));
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("id", rule);
            json.WriteStartObject("shortDescription");
            json.WriteString("text", $"Traffic that does not belong: {rule}");
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // That nothing could be judged is no result, but a failure of the run.
    private static void Invocation(Utf8JsonWriter json, AssertionOutcome outcome, bool isUnjudged)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", !isUnjudged);
        if (isUnjudged)
        {
            json.WriteStartArray("toolExecutionNotifications");
            json.WriteStartObject();
            json.WriteString("level", "error");
            Message(json, outcome.Text);
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Result(Utf8JsonWriter json, AssertionFinding finding, int rule)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", "error");
        Message(json, finding.Text);
        if (finding.File is { Length: > 0 } file) Location(json, file, finding.Line);
        json.WriteStartObject("partialFingerprints");
        json.WriteString("netAnomalyId/v1", finding.Id);
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("host", finding.Host);
        json.WriteString("start", finding.Start);
        if (double.IsFinite(finding.PValue)) json.WriteNumber("pValue", finding.PValue);
        if (double.IsFinite(finding.Score)) json.WriteNumber("score", finding.Score);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Location(Utf8JsonWriter json, string file, long line)
    {
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", UriOf(file));
        json.WriteEndObject();
        if (line > 0)
        {
            json.WriteStartObject("region");
            json.WriteNumber("startLine", line);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Message(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject("message");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string UriOf(string file)
    {
        var parts = file.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString);
        return Path.IsPathRooted(file)
            ? "file://" + (file.StartsWith('/') ? "" : "/") + string.Join('/', parts)
            : string.Join('/', parts);
    }
}
