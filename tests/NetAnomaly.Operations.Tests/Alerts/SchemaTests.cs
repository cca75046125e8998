using System.Buffers;
using System.Collections.Concurrent;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Tests.Alerts;

public sealed class SchemaTests
{
    private const int Count = 10_000;
    private const int Seed = 20260305;

    private static readonly SearchValues<char> LineEnds = SearchValues.Create("\r\n\u2028\u2029\u0085\0");

    private static readonly Lazy<AnomalyAlert[]> Generated = new(() => [.. new GeneratedAlerts(Seed).Take(Count)]);

    [Fact]
    public void Ten_thousand_alerts_are_valid_by_the_fields_of_ecs() =>
        AllValid(AlertFormat.Ecs, new EcsSchema().Errors);

    [Fact]
    public void Ten_thousand_alerts_are_valid_detection_findings_of_ocsf() =>
        AllValid(AlertFormat.Ocsf, new OcsfValidator().Errors);

    [Fact]
    public void Ten_thousand_alerts_are_valid_bundles_of_stix() => AllValid(AlertFormat.Stix, new StixSchema().Errors);

    [Fact]
    public void Bundles_are_valid_by_the_schema_of_bundles_too()
    {
        var schema = new StixSchema();
        Assert.All(
            Generated.Value.Take(20),
            alert => Assert.True(schema.IsBundle(AlertDocument.Of(alert, AlertFormat.Stix).Text)));
    }

    [Fact]
    public void Ten_thousand_alerts_are_json() => AllValid(AlertFormat.Json, JsonErrors);

    [Fact]
    public void Ten_thousand_alerts_are_read_back_from_cef() => AllValid(AlertFormat.Cef, CefReader.Errors);

    [Fact]
    public void Ten_thousand_alerts_are_read_back_from_syslog() => AllValid(AlertFormat.Syslog, SyslogReader.Errors);

    [Theory]
    [InlineData("\"kind\":\"alert\"", "\"kind\":\"alarm\"")]
    [InlineData("\"message\"", "\"massage\"")]
    [InlineData("\"category\":[\"intrusion_detection\",\"network\"]", "\"category\":\"network\"")]
    [InlineData("\"type\":[\"info\"]", "\"type\":[\"user\"]")]
    [InlineData("\"severity\":", "\"severity\":0.5,\"sequence\":")]
    public void The_check_of_ecs_finds(string good, string bad) =>
        Finds(AlertFormat.Ecs, good, bad, new EcsSchema().Errors);

    [Theory]
    [InlineData("\"activity_id\":1", "\"activity_id\":7")]
    [InlineData("\"finding_info\":{\"uid\"", "\"finding_info\":{\"title\"")]
    [InlineData("\"class_uid\":2004", "\"class_uid\":2001")]
    [InlineData("\"direction_id\"", "\"direction\"")]
    [InlineData("\"ip\":\"10.0.0.7\"", "\"ip\":\"ten\"")]
    [InlineData("\"message\"", "\"verdict_id\"")]
    [InlineData("\"anomalies\":[", "\"anomaly\":[")]
    public void The_check_of_ocsf_finds(string good, string bad) =>
        Finds(AlertFormat.Ocsf, good, bad, new OcsfValidator().Errors);

    [Theory]
    [InlineData("\"pattern_type\"", "\"pattern_typ\"")]
    [InlineData("\"sighting_of_ref\":\"indicator--", "\"sighting_of_ref\":\"sighting--")]
    [InlineData("\"value\":\"10.0.0.7\"", "\"value\":\"ten\"")]
    [InlineData("\"first_observed\":\"2026", "\"first_observed\":\"26")]
    public void The_check_of_stix_finds(string good, string bad) =>
        Finds(AlertFormat.Stix, good, bad, new StixSchema().Errors);

    private static void Finds(AlertFormat format, string good, string bad, Func<string, IReadOnlyList<string>> errors)
    {
        var text = AlertDocument.Of(SampleAlert.Of(), format).Text;
        Assert.Empty(errors(text));
        Assert.Contains(good, text, StringComparison.Ordinal);
        Assert.NotEmpty(errors(text.Replace(good, bad, StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> JsonErrors(string text)
    {
        using var document = System.Text.Json.JsonDocument.Parse(text);
        return document.RootElement.TryGetProperty("incident", out _) ? [] : ["no incident"];
    }

    private static void AllValid(AlertFormat format, Func<string, IReadOnlyList<string>> errors)
    {
        var found = new ConcurrentBag<string>();
        Parallel.ForEach(Generated.Value, alert =>
        {
            var text = AlertDocument.Of(alert, format).Text;
            if (text.AsSpan().ContainsAny(LineEnds)) found.Add($"more than one line: {text}");
            if (text != Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))) found.Add($"no Unicode: {text}");
            foreach (var error in errors(text)) found.Add(error);
        });
        Assert.Empty(found.Distinct().Take(10));
    }
}
