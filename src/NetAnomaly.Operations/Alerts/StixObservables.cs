using System.Globalization;
using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// Addresses and conversations as cyber-observables of STIX. Their ids follow from their properties as the standard
/// asks, so that all bundles name an address alike.
/// </summary>
internal sealed class StixObservables
{
    private readonly List<string> ids = [];
    private readonly List<Action<Utf8JsonWriter>> objects = [];

    /// <summary>Gathers those of an alert.</summary>
    public StixObservables(AlertFacts facts)
    {
        Address(facts.Host);
        foreach (var conversation in facts.Conversations) Traffic(conversation);
    }

    /// <summary>Their ids.</summary>
    public IReadOnlyList<string> Ids => ids;

    /// <summary>Writes them.</summary>
    public void Write(Utf8JsonWriter json)
    {
        foreach (var each in objects)
        {
            json.WriteStartObject();
            each(json);
            json.WriteEndObject();
        }
    }

    private string? Address(HostAddress address)
    {
        var type = address.Kind switch
        {
            HostAddressKind.Ip4 => "ipv4-addr",
            HostAddressKind.Ip6 => "ipv6-addr",
            HostAddressKind.Mac => "mac-addr",
            HostAddressKind.Name => "domain-name",
            _ => null,
        };
        return type is null
            ? null
            : Add(type, json => json.WriteString("value", address.Text));
    }

    private void Traffic(AlertConversation conversation)
    {
        var (source, destination) = (Address(conversation.Source), Address(conversation.Destination));
        if (source is null && destination is null) return;
        // In the order of their names, as canonical JSON has them.
        Add("network-traffic", json =>
        {
            json.Whole("dst_port", conversation.DestinationPort);
            json.Text("dst_ref", destination);
            json.Time("end", conversation.End);
            json.Texts("protocols", Protocols(conversation));
            json.Whole("src_port", conversation.SourcePort);
            json.Text("src_ref", source);
            json.Time("start", conversation.Start);
        });
    }

    // The outermost first.
    private static IEnumerable<string> Protocols(AlertConversation conversation)
    {
        var kind = conversation.Source.IsIp ? conversation.Source.Kind : conversation.Destination.Kind;
        if (kind is HostAddressKind.Ip4) yield return "ipv4";
        else if (kind is HostAddressKind.Ip6) yield return "ipv6";
        else if (conversation.Protocol is null) yield return "unknown";
        if (conversation.Protocol is not null) yield return conversation.Protocol;
    }

    private string Add(string type, Action<Utf8JsonWriter> identifying)
    {
        var id = string.Create(
            CultureInfo.InvariantCulture, $"{type}--{NameUuid.Of(NameUuid.Observables, JsonLine.Of(identifying))}");
        if (ids.Contains(id)) return id;
        ids.Add(id);
        objects.Add(json =>
        {
            json.WriteString("type", type);
            json.WriteString("spec_version", "2.1");
            json.WriteString("id", id);
            identifying(json);
        });
        return id;
    }
}
