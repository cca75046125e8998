using System.Text.Json;
using NetAnomaly.Operations.Alerts;

namespace NetAnomaly.Operations.Tests.Alerts;

public sealed class FormatTests
{
    [Fact]
    public void Ecs_tells_who_what_and_how_serious()
    {
        var document = Json(AlertFormat.Ecs, SampleAlert.Of());
        Assert.Equal("alert", Text(document, "event", "kind"));
        Assert.Equal("00c0ffee00c0ffee", Text(document, "event", "id"));
        Assert.Equal("anomaly-raised", Text(document, "event", "action"));
        Assert.Equal(73, document.GetProperty("event").GetProperty("severity").GetInt32());
        Assert.Equal("2026-03-05T10:00:00.000Z", Text(document, "event", "start"));
        Assert.Equal("10.0.0.7", Text(document, "source", "ip"));
        Assert.Equal("10.0.1.1", Text(document, "destination", "ip"));
        Assert.Equal(22, document.GetProperty("destination").GetProperty("port").GetInt32());
        Assert.Equal("till-7", Text(document, "host", "name"));
        Assert.Equal("point of sale", Text(document, "host", "type"));
        Assert.Equal("Shop", Text(document, "labels", "asset_owner"));
        Assert.Equal("Ports", Text(document, "rule", "name"));
        Assert.Equal(["10.0.0.7", "10.0.1.1"], Texts(document, "related", "ip"));
        Assert.Equal("T1046", Assert.Single(Texts(document.GetProperty("threat"), "technique", "id")));
        Assert.Equal(3_600_000_000_000, document.GetProperty("event").GetProperty("duration").GetInt64());
    }

    [Theory]
    [InlineData(AlertAction.Raise, 1, 1, true)]
    [InlineData(AlertAction.Update, 2, 1, true)]
    [InlineData(AlertAction.Withdraw, 3, 6, false)]
    public void Ocsf_creates_updates_and_closes_one_finding(AlertAction action, int activity, int status, bool isAlert)
    {
        var document = Json(AlertFormat.Ocsf, SampleAlert.Of(action, 3));
        Assert.Equal(activity, document.GetProperty("activity_id").GetInt32());
        Assert.Equal(200400 + activity, document.GetProperty("type_uid").GetInt32());
        Assert.Equal(status, document.GetProperty("status_id").GetInt32());
        Assert.Equal(isAlert, document.GetProperty("is_alert").GetBoolean());
        Assert.Equal("00c0ffee00c0ffee", Text(document, "finding_info", "uid"));
        Assert.Equal("00c0ffee00c0ffee-3", Text(document, "metadata", "uid"));
    }

    [Fact]
    public void Ocsf_tells_the_anomaly_and_the_baseline()
    {
        var analysis = Json(AlertFormat.Ocsf, SampleAlert.Of()).GetProperty("anomaly_analyses")[0];
        Assert.Equal("till-7 (10.0.0.7)", analysis.GetProperty("analysis_targets")[0].GetProperty("name").GetString());
        var anomaly = analysis.GetProperty("anomalies")[0];
        Assert.Equal("Ports", anomaly.GetProperty("observation_parameter").GetString());
        Assert.Equal(
            "40 ports of 10.0.1.1", anomaly.GetProperty("observations")[0].GetProperty("value").GetString());
        Assert.Equal(
            "0.01",
            analysis.GetProperty("baselines")[0].GetProperty("observations")[0].GetProperty("value").GetString());
    }

    [Fact]
    public void Stix_names_an_update_like_the_alert_that_it_updates()
    {
        var (first, second) = (Objects(SampleAlert.Of()), Objects(SampleAlert.Of(AlertAction.Update, 2)));
        Assert.Equal(first.Keys.Order(), second.Keys.Order());
        foreach (var (id, later) in second.Where(each => each.Key.StartsWith("indicator", StringComparison.Ordinal)
            || each.Key.StartsWith("sighting", StringComparison.Ordinal)
            || each.Key.StartsWith("observed-data", StringComparison.Ordinal)))
        {
            Assert.Equal(Text(first[id], "created"), Text(later, "created"));
            Assert.True(string.CompareOrdinal(Text(first[id], "modified"), Text(later, "modified")) < 0);
        }

        var other = Objects(SampleAlert.Of(id: "1111111111111111"));
        Assert.DoesNotContain(first.Keys.Single(IsIndicator), other.Keys);

        static bool IsIndicator(string id) => id.StartsWith("indicator", StringComparison.Ordinal);
    }

    [Fact]
    public void Stix_names_addresses_as_everybody_does()
    {
        var alert = SampleAlert.Of();
        var moved = alert with { Incident = alert.Incident with { Host = "198.51.100.3" } };
        // The UUID of {"value":"198.51.100.3"} in the namespace of the standard.
        Assert.Contains("ipv4-addr--28bb3599-77cd-5a82-a950-b5bc3caf07c4", Objects(moved).Keys);
    }

    [Fact]
    public void Stix_revokes_what_is_withdrawn()
    {
        var objects = Objects(SampleAlert.Of(AlertAction.Withdraw, 2)).Values;
        Assert.Equal(3, objects.Count(each => each.TryGetProperty("revoked", out var revoked) && revoked.GetBoolean()));
        Assert.DoesNotContain(Objects(SampleAlert.Of()).Values, each => each.TryGetProperty("revoked", out _));
    }

    [Fact]
    public void A_uuid_of_a_name_is_that_of_the_standard() => Assert.Equal(
        // RFC 9562, appendix A.4.
        "2ed6657d-e927-568b-95e1-2665a8aea6a2",
        NameUuid.Of(new Guid("6ba7b810-9dad-11d1-80b4-00c04fd430c8"), "www.example.com"));

    [Fact]
    public void Cef_gives_back_what_was_escaped()
    {
        var alert = SampleAlert.Of(reason: @"a|b=c\d", evidence: new Evidence(@"x|y\z", 0.001, 1));
        var (head, extension) = CefReader.Read(AlertDocument.Of(alert, AlertFormat.Cef).Text);
        Assert.Equal(@"x|y\z", head[4]);
        Assert.Equal(@"a|b=c\d", extension["reason"]);
        Assert.Equal("10.0.0.7", extension["src"]);
        Assert.Equal("8", head[6]);
        Assert.Equal("till-7", extension["cs4"]);
    }

    [Fact]
    public void Syslog_gives_back_what_was_escaped()
    {
        var alert = SampleAlert.Of(AlertAction.Update, 2, evidence: new Evidence("""a"b]c\d""", 0.001, 1));
        var text = AlertDocument.Of(alert, AlertFormat.Syslog).Text;
        var values = SyslogReader.Values(text);
        Assert.Equal("""a"b]c\d""", values["evidence"]);
        Assert.Equal("00c0ffee00c0ffee", values["id"]);
        Assert.Equal("2", values["version"]);
        var message = SyslogReader.Read(text);
        Assert.Equal("Update", message.Groups["id"].Value);
        // local0 and error: rarer than once a month.
        Assert.Equal("131", message.Groups["priority"].Value);
        Assert.StartsWith(
            "Anomalous traffic of till-7 (10.0.0.7): 40", message.Groups["message"].Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_tells_all()
    {
        var document = Json(AlertFormat.Json, SampleAlert.Of(AlertAction.Withdraw, 4));
        Assert.Equal("netanomaly.alert/1", Text(document, "schema"));
        Assert.Equal("Withdraw", Text(document, "action"));
        Assert.Equal("Informational", Text(document, "level"));
        Assert.Equal(4, document.GetProperty("version").GetInt32());
        var top = document.GetProperty("incident").GetProperty("top")[0];
        Assert.Equal("Ports", top.GetProperty("evidence")[0].GetProperty("name").GetString());
        Assert.Equal(40000, top.GetProperty("sourcePort").GetInt32());
    }

    [Theory]
    [InlineData(2.0, false, nameof(AlertLevel.Low))]
    [InlineData(0.5, false, nameof(AlertLevel.Medium))]
    [InlineData(null, false, nameof(AlertLevel.Medium))]
    [InlineData(0.01, false, nameof(AlertLevel.High))]
    [InlineData(0.001, false, nameof(AlertLevel.Critical))]
    [InlineData(0.001, true, nameof(AlertLevel.High))]
    public void The_rarer_the_more_serious(double? perDay, bool isEstimate, string expected)
    {
        var alert = SampleAlert.Of();
        var changed = alert with
        {
            Incident = alert.Incident with { ExpectedPerDay = perDay, IsEstimate = isEstimate },
        };
        Assert.Equal(expected, AlertDocument.Of(changed, AlertFormat.Json).Level.ToString());
    }

    private static JsonElement Json(AlertFormat format, AnomalyAlert alert)
    {
        using var document = JsonDocument.Parse(AlertDocument.Of(alert, format).Text);
        return document.RootElement.Clone();
    }

    private static Dictionary<string, JsonElement> Objects(AnomalyAlert alert) =>
        Json(AlertFormat.Stix, alert).GetProperty("objects").EnumerateArray()
            .ToDictionary(each => each.GetProperty("id").GetString()!);

    private static string Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, (at, name) => at.GetProperty(name)).GetString()!;

    private static string[] Texts(JsonElement element, params string[] path) =>
    [
        .. path.Aggregate(element, (at, name) => at.GetProperty(name)).EnumerateArray()
            .Select(each => each.GetString()!),
    ];
}
