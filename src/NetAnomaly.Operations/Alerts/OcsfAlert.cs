using System.Globalization;
using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>Alerts as Detection Findings (class 2004) of the Open Cybersecurity Schema Framework.</summary>
internal static class OcsfAlert
{
    private const string Version = "1.8.0";
    private const int Findings = 2;
    private const int DetectionFinding = 2004;
    private const int Affected = 3;
    private const int Machine = 4;
    private const int HostNameType = 1;
    private const int IpAddressType = 2;

    /// <summary>The document.</summary>
    public static string Of(AlertFacts facts) => JsonLine.Of(json =>
    {
        var (activity, activityName) = facts.Alert.Action switch
        {
            AlertAction.Raise => (1, "Create"),
            AlertAction.Update => (2, "Update"),
            _ => (3, "Close"),
        };
        json.WriteNumber("category_uid", Findings);
        json.WriteString("category_name", "Findings");
        json.WriteNumber("class_uid", DetectionFinding);
        json.WriteString("class_name", "Detection Finding");
        json.WriteNumber("activity_id", activity);
        json.WriteString("activity_name", activityName);
        json.WriteNumber("type_uid", (DetectionFinding * 100L) + activity);
        json.WriteString("type_name", $"Detection Finding: {activityName}");
        json.WriteNumber("time", JsonLine.Milliseconds(facts.Time));
        json.WriteNumber("start_time", JsonLine.Milliseconds(facts.Start));
        json.WriteNumber("end_time", JsonLine.Milliseconds(facts.End));
        json.WriteNumber("severity_id", LevelScale.Ocsf(facts.Level));
        json.WriteString("severity", facts.Level.ToString());
        // What later traffic does not bear out was created in error.
        var isWithdrawn = facts.Alert.Action == AlertAction.Withdraw;
        json.WriteNumber("status_id", isWithdrawn ? 6 : 1);
        json.WriteString("status", isWithdrawn ? "Deleted" : "New");
        json.WriteBoolean("is_alert", !isWithdrawn);
        json.WriteNumber("count", facts.Incident.Conversations);
        json.WriteString("message", facts.Message);
        json.Object("metadata", () => Metadata(json, facts));
        json.Object("finding_info", () => Finding(json, facts));
        json.Objects("resources", [facts], _ => Resource(json, facts));
        json.Objects("evidences", facts.Conversations.Where(HasEndpoint), each => OcsfEvidence.Write(json, each));
        json.Objects("anomaly_analyses", [facts], _ => OcsfAnalysis.Write(json, facts));
        Observables(json, facts);
        json.Object("unmapped", () => Unmapped(json, facts));
    });

    private static bool HasEndpoint(AlertConversation conversation) =>
        conversation.Source.Kind != HostAddressKind.None || conversation.Destination.Kind != HostAddressKind.None;

    private static void Metadata(Utf8JsonWriter json, AlertFacts facts)
    {
        json.WriteString("version", Version);
        json.WriteString("uid", string.Create(CultureInfo.InvariantCulture, $"{facts.Id}-{facts.Alert.Version}"));
        json.WriteString("correlation_uid", facts.Id);
        json.WriteNumber("sequence", facts.Alert.Version);
        json.WriteString("log_name", facts.Scan);
        json.WriteString("original_time", JsonLine.Iso(facts.Time));
        json.Object("product", () =>
        {
            json.WriteString("name", "NetAnomaly");
            json.WriteString("vendor_name", "NetAnomaly");
            json.WriteString("version", AlertFacts.ProductVersion);
        });
    }

    private static void Finding(Utf8JsonWriter json, AlertFacts facts)
    {
        json.WriteString("uid", facts.Id);
        json.WriteString("title", facts.Title);
        json.WriteString("desc", facts.Message);
        json.Texts("types", ["Network anomaly"]);
        json.Texts("data_sources", ["Network flows"]);
        json.WriteNumber("first_seen_time", JsonLine.Milliseconds(facts.Start));
        json.WriteNumber("last_seen_time", JsonLine.Milliseconds(facts.End));
        if (facts.Alert.Action == AlertAction.Raise)
            json.WriteNumber("created_time", JsonLine.Milliseconds(facts.Time));
        else json.WriteNumber("modified_time", JsonLine.Milliseconds(facts.Time));
        json.Object("analytic", () =>
        {
            json.WriteString("name", facts.Model ?? "NetAnomaly");
            json.WriteNumber("type_id", Machine);
            json.WriteString("type", "Learning (ML/DL)");
        });
        json.Objects("attacks", facts.Techniques, technique =>
        {
            json.Object(technique.IsSub ? "sub_technique" : "technique", () =>
                Entry(json, technique.Id, technique.Name, technique.Url));
            json.Object("tactic", () =>
                Entry(json, technique.Tactic.Id, technique.Tactic.Name, technique.Tactic.Url));
        });
        json.Objects("traits", facts.Reasons, reason => json.WriteString("name", reason));
    }

    private static void Entry(Utf8JsonWriter json, string id, string name, string url)
    {
        json.WriteString("uid", id);
        json.WriteString("name", name);
        json.WriteString("src_url", url);
    }

    private static void Resource(Utf8JsonWriter json, AlertFacts facts)
    {
        json.WriteString("uid", facts.HostText);
        json.WriteString("name", facts.Name ?? facts.HostText);
        json.WriteString("type", "Host");
        json.WriteNumber("role_id", Affected);
        json.WriteString("role", "Affected");
        if (facts.Host.IsIp) json.WriteString("ip", facts.Host.Text);
        if (facts.Host.Kind == HostAddressKind.Name) json.WriteString("hostname", facts.Host.Text);
        if (facts.Owner is not null) json.Object("owner", () => json.WriteString("name", facts.Owner));
        if (facts.Role is not null) json.Texts("labels", [facts.Role]);
    }

    private static void Observables(Utf8JsonWriter json, AlertFacts facts) =>
        json.Objects("observables", facts.Addresses.Where(address => Type(address) is not null), address =>
        {
            json.WriteString("name", address == facts.Host ? Path(address, "resources") : Path(address, "evidences"));
            json.WriteNumber("type_id", Type(address)!.Value);
            json.WriteString("type", address.IsIp ? "IP Address" : "Hostname");
            json.WriteString("value", address.Text);
        });

    private static string Path(HostAddress address, string of) => (of, address.IsIp) switch
    {
        ("resources", true) => "resources[].ip",
        ("resources", _) => "resources[].hostname",
        (_, true) => "evidences[].dst_endpoint.ip",
        _ => "evidences[].dst_endpoint.hostname",
    };

    private static int? Type(HostAddress address) => address.Kind switch
    {
        HostAddressKind.Ip4 or HostAddressKind.Ip6 => IpAddressType,
        HostAddressKind.Name => HostNameType,
        _ => null,
    };

    private static void Unmapped(Utf8JsonWriter json, AlertFacts facts)
    {
        var incident = facts.Incident;
        json.WriteNumber("flows", incident.Flows);
        json.WriteNumber("peers", incident.Peers);
        json.Number("score", incident.Score);
        json.Number("severity", incident.Severity);
        json.Number("p_value", incident.PValue);
        json.Number("expected_per_day", facts.PerDay);
        json.WriteBoolean("is_estimate", incident.IsEstimate);
        json.Texts("labels", facts.Labels);
    }
}
