using System.Globalization;
using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// Alerts as bundles of STIX 2.1: an indicator for the host, the sighting of it, and the conversations as observed
/// data. Ids follow from the incident's id, so that an update has the same ids and a later <c>modified</c>.
/// </summary>
internal static class StixAlert
{
    private const int MostObserved = 999_999_999;

    // The objects that are about no alert have always been there.
    private static readonly DateTime Always = DateTime.UnixEpoch;

    private static readonly string Product = $"identity--{NameUuid.Of(NameUuid.Product, "NetAnomaly")}";

    /// <summary>The document.</summary>
    public static string Of(AlertFacts facts) => JsonLine.Of(json =>
    {
        var observed = new StixObservables(facts);
        json.WriteString("type", "bundle");
        json.WriteString("id", string.Create(
            CultureInfo.InvariantCulture,
            $"bundle--{NameUuid.Of(NameUuid.Product, $"bundle\n{facts.Id}\n{facts.Alert.Version}")}"));
        json.WriteStartArray("objects");
        Identity(json, Product, Always, "NetAnomaly", null, null);
        if (facts.Name is not null)
            Identity(json, Asset(facts), Latest(Always, facts.Time), facts.Name, facts.Role, facts.Owner);
        observed.Write(json);
        if (observed.Ids.Count > 0) Observed(json, facts, observed.Ids);
        Indicator(json, facts);
        Sighting(json, facts, observed.Ids.Count > 0);
        json.WriteEndArray();
    });

    private static string Asset(AlertFacts facts) =>
        $"identity--{NameUuid.Of(NameUuid.Product, $"asset\n{facts.HostText}\n{facts.Name}")}";

    private static void Identity(
        Utf8JsonWriter json, string id, DateTime modified, string name, string? role, string? owner) =>
        Write(json, () =>
        {
            Head(json, "identity", id, Always, modified);
            json.WriteString("name", name);
            json.WriteString("identity_class", "system");
            if (role is not null) json.Texts("roles", [role]);
            json.Text("contact_information", owner);
        });

    private static void Observed(Utf8JsonWriter json, AlertFacts facts, IEnumerable<string> ids) => Write(json, () =>
    {
        OfIncident(json, facts, "observed-data");
        json.Time("first_observed", facts.Start);
        json.Time("last_observed", facts.End);
        json.WriteNumber("number_observed", Math.Clamp(facts.Incident.Conversations, 1, MostObserved));
        json.Texts("object_refs", ids);
    });

    private static void Indicator(Utf8JsonWriter json, AlertFacts facts) => Write(json, () =>
    {
        OfIncident(json, facts, "indicator");
        json.WriteString("name", facts.Title);
        json.WriteString("description", facts.Message);
        json.Texts("indicator_types", ["anomalous-activity"]);
        json.WriteString("pattern", Pattern(facts.Host));
        json.WriteString("pattern_type", "stix");
        json.WriteString("pattern_version", "2.1");
        json.Time("valid_from", facts.Start);
        if (JsonLine.Milliseconds(facts.End) > JsonLine.Milliseconds(facts.Start)) json.Time("valid_until", facts.End);
        json.Objects("kill_chain_phases", facts.Techniques.Select(each => each.Tactic.Phase).Distinct(), phase =>
        {
            json.WriteString("kill_chain_name", "mitre-attack");
            json.WriteString("phase_name", phase);
        });
        json.Objects("external_references", facts.Techniques, technique =>
        {
            json.WriteString("source_name", "mitre-attack");
            json.WriteString("external_id", technique.Id);
            json.WriteString("url", technique.Url);
        });
    });

    private static void Sighting(Utf8JsonWriter json, AlertFacts facts, bool isObserved) => Write(json, () =>
    {
        OfIncident(json, facts, "sighting");
        json.WriteString("description", Description(facts));
        json.Time("first_seen", facts.Start);
        json.Time("last_seen", facts.End);
        json.WriteNumber("count", Math.Clamp(facts.Incident.Conversations, 0, MostObserved));
        json.WriteString("sighting_of_ref", Id(facts, "indicator"));
        if (isObserved) json.Texts("observed_data_refs", [Id(facts, "observed-data")]);
        json.Texts("where_sighted_refs", [facts.Name is null ? Product : Asset(facts)]);
        json.WriteBoolean("summary", true);
    });

    private static string Description(AlertFacts facts)
    {
        var incident = facts.Incident;
        var rate = facts.PerDay is { } known
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"; normal traffic brings {(incident.IsEstimate ? "an estimated " : "")}{known:0.####} a day as strong")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{facts.Alert.Action}, version {facts.Alert.Version}, {facts.Level}: {incident.Conversations:N0} "
                + $"anomalous conversations with {incident.Peers:N0} hosts, {incident.Flows:N0} flows{rate}. "
                + $"{facts.Message}");
    }

    private static void OfIncident(Utf8JsonWriter json, AlertFacts facts, string type)
    {
        Head(json, type, Id(facts, type), facts.Start, Latest(facts.Start, facts.Time));
        json.WriteString("created_by_ref", Product);
        if (facts.Alert.Action == AlertAction.Withdraw) json.WriteBoolean("revoked", true);
        json.Texts("labels", facts.Labels);
    }

    private static void Head(Utf8JsonWriter json, string type, string id, DateTime created, DateTime modified)
    {
        json.WriteString("type", type);
        json.WriteString("spec_version", "2.1");
        json.WriteString("id", id);
        json.Time("created", created);
        json.Time("modified", modified);
    }

    private static void Write(Utf8JsonWriter json, Action members)
    {
        json.WriteStartObject();
        members();
        json.WriteEndObject();
    }

    private static string Id(AlertFacts facts, string type) =>
        $"{type}--{NameUuid.Of(NameUuid.Product, $"{type}\n{facts.Id}")}";

    private static DateTime Latest(DateTime one, DateTime other) => one > other ? one : other;

    private static string Pattern(HostAddress host) => host.Kind switch
    {
        HostAddressKind.Ip4 => $"[ipv4-addr:value = '{host.Text}']",
        HostAddressKind.Ip6 => $"[ipv6-addr:value = '{host.Text}']",
        HostAddressKind.Mac => $"[mac-addr:value = '{host.Text}']",
        HostAddressKind.Name => $"[domain-name:value = '{host.Text}']",
        // No observable has such a name; a pattern must have one.
        _ => $"[network-traffic:x_netanomaly_host = '{Quoted(host.Text)}']",
    };

    private static string Quoted(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal);
}
