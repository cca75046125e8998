using System.Globalization;
using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>Alerts in the Elastic Common Schema. What it has no field for stands among the labels, as text.</summary>
internal static class EcsAlert
{
    private const string Version = "9.4.0";
    private const long NanosecondsPerTick = 100;

    /// <summary>The document.</summary>
    public static string Of(AlertFacts facts) => JsonLine.Of(json =>
    {
        json.Time("@timestamp", facts.Time);
        json.WriteString("message", facts.Message);
        json.Object("ecs", () => json.WriteString("version", Version));
        json.Object("event", () => Event(json, facts));
        if (facts.Conversations is [var first, ..])
        {
            Endpoint(json, "source", first.Source, first.SourcePort);
            Endpoint(json, "destination", first.Destination, first.DestinationPort);
            Network(json, first);
        }
        else Endpoint(json, "source", facts.Host, null);

        Host(json, facts);
        Related(json, facts);
        json.Object("rule", () =>
        {
            json.WriteString("name", facts.Leading ?? "Anomaly");
            json.WriteString("category", "anomaly");
            json.Text("ruleset", facts.Model);
        });
        Threat(json, facts.Techniques);
        json.Object("observer", () =>
        {
            json.WriteString("vendor", "NetAnomaly");
            json.WriteString("product", "NetAnomaly");
            json.WriteString("type", "ids");
            json.WriteString("version", AlertFacts.ProductVersion);
        });
        json.Texts("tags", facts.Labels);
        json.Object("labels", () => Labels(json, facts));
    });

    private static void Event(Utf8JsonWriter json, AlertFacts facts)
    {
        json.WriteString("kind", "alert");
        json.Texts("category", ["intrusion_detection", "network"]);
        json.Texts("type", ["info"]);
        json.WriteString("action", facts.Happened);
        json.WriteString("id", facts.Id);
        json.WriteNumber("sequence", facts.Alert.Version);
        json.WriteString("module", "netanomaly");
        json.WriteString("dataset", "netanomaly.alert");
        json.WriteString("provider", "NetAnomaly");
        json.Time("created", facts.Time);
        json.Time("start", facts.Start);
        json.Time("end", facts.End);
        // A long holds nanoseconds of 292 years.
        var ticks = (facts.End - facts.Start).Ticks;
        if (ticks <= long.MaxValue / NanosecondsPerTick) json.WriteNumber("duration", ticks * NanosecondsPerTick);
        json.WriteNumber("severity", LevelScale.Ecs(facts.Level));
        json.WriteNumber("risk_score", LevelScale.Ecs(facts.Level));
        json.Text("reason", AlertText.Of(string.Join("; ", facts.Reasons)));
    }

    private static void Endpoint(Utf8JsonWriter json, string name, HostAddress address, int? port)
    {
        if (address.Kind == HostAddressKind.None) return;
        json.Object(name, () =>
        {
            json.WriteString("address", address.Text);
            if (address.IsIp) json.WriteString("ip", address.Text);
            if (address.Kind == HostAddressKind.Name) json.WriteString("domain", address.Text);
            // With hyphens and capitals, as the schema asks for.
            if (address.Kind == HostAddressKind.Mac)
                json.WriteString("mac", address.Text.Replace(':', '-').ToUpperInvariant());
            json.Whole("port", port);
        });
    }

    private static void Network(Utf8JsonWriter json, AlertConversation conversation)
    {
        var family = conversation.Source.IsIp ? conversation.Source.Kind : conversation.Destination.Kind;
        var type = family switch
        {
            HostAddressKind.Ip4 => "ipv4",
            HostAddressKind.Ip6 => "ipv6",
            _ => null,
        };
        if (type is null && conversation.Protocol is null) return;
        json.Object("network", () =>
        {
            json.Text("transport", conversation.Protocol);
            json.Text("type", type);
        });
    }

    private static void Host(Utf8JsonWriter json, AlertFacts facts)
    {
        if (facts.Name is null && facts.Host.Kind == HostAddressKind.None) return;
        json.Object("host", () =>
        {
            json.WriteString("name", facts.Name ?? facts.HostText);
            if (facts.Host.IsIp) json.Texts("ip", [facts.Host.Text]);
            json.Text("type", facts.Role);
        });
    }

    private static void Related(Utf8JsonWriter json, AlertFacts facts)
    {
        string[] hosts =
        [
            .. facts.Addresses.Where(address => address.Kind == HostAddressKind.Name).Select(address => address.Text),
            .. facts.Name is null ? Array.Empty<string>() : [facts.Name],
        ];
        string[] addresses = [.. facts.Addresses.Where(address => address.IsIp).Select(address => address.Text)];
        if (hosts.Length == 0 && addresses.Length == 0) return;
        json.Object("related", () =>
        {
            json.Texts("ip", addresses);
            json.Texts("hosts", hosts.Distinct(StringComparer.Ordinal));
        });
    }

    private static void Threat(Utf8JsonWriter json, IReadOnlyList<AttackTechnique> techniques)
    {
        if (techniques.Count == 0) return;
        json.Object("threat", () =>
        {
            json.WriteString("framework", "MITRE ATT&CK");
            AttackTactic[] tactics = [.. techniques.Select(technique => technique.Tactic).Distinct()];
            json.Object("tactic", () =>
            {
                json.Texts("id", tactics.Select(tactic => tactic.Id));
                json.Texts("name", tactics.Select(tactic => tactic.Name));
                json.Texts("reference", tactics.Select(tactic => tactic.Url));
            });
            json.Object("technique", () =>
            {
                json.Texts("id", techniques.Select(technique => technique.ParentId).Distinct());
                json.Texts("name", techniques.Where(technique => !technique.IsSub).Select(technique => technique.Name));
                AttackTechnique[] below = [.. techniques.Where(technique => technique.IsSub)];
                if (below.Length == 0) return;
                json.Object("subtechnique", () =>
                {
                    json.Texts("id", below.Select(technique => technique.Id));
                    json.Texts("name", below.Select(technique => technique.Name));
                    json.Texts("reference", below.Select(technique => technique.Url));
                });
            });
        });
    }

    private static void Labels(Utf8JsonWriter json, AlertFacts facts)
    {
        var incident = facts.Incident;
        json.WriteString("scan", facts.Scan);
        json.WriteString("version", Text(facts.Alert.Version));
        json.WriteString("conversations", Text(incident.Conversations));
        json.WriteString("flows", Text(incident.Flows));
        json.WriteString("peers", Text(incident.Peers));
        if (facts.PerDay is { } rate)
        {
            json.WriteString("expected_per_day", Text(rate));
            json.WriteString("is_estimate", incident.IsEstimate ? "true" : "false");
        }

        json.Text("asset_owner", facts.Owner);
        json.Text("asset_role", facts.Role);
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
