using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>Alerts in JSON of our own: all that is known, under the names that objects have in PowerShell.</summary>
internal static class JsonAlert
{
    private const string Schema = "netanomaly.alert/1";

    /// <summary>The document.</summary>
    public static string Of(AlertFacts facts) => JsonLine.Of(json =>
    {
        json.WriteString("schema", Schema);
        json.WriteString("id", facts.Id);
        json.WriteNumber("version", facts.Alert.Version);
        json.WriteString("action", facts.Alert.Action.ToString());
        json.Time("time", facts.Time);
        json.WriteString("level", facts.Level.ToString());
        json.WriteString("title", facts.Title);
        json.Object("incident", () => Incident(json, facts));
        json.Objects("techniques", facts.Techniques, technique =>
        {
            json.WriteString("id", technique.Id);
            json.WriteString("name", technique.Name);
            json.WriteString("tactic", technique.Tactic.Name);
            json.WriteString("url", technique.Url);
        });
    });

    private static void Incident(Utf8JsonWriter json, AlertFacts facts)
    {
        var incident = facts.Incident;
        json.WriteString("scan", facts.Scan);
        json.WriteString("host", facts.HostText);
        if (facts.Name is not null)
        {
            json.Object("asset", () =>
            {
                json.WriteString("name", facts.Name);
                json.Text("owner", facts.Owner);
                json.Text("role", facts.Role);
            });
        }

        json.Time("start", facts.Start);
        json.Time("end", facts.End);
        json.WriteNumber("conversations", incident.Conversations);
        json.WriteNumber("flows", incident.Flows);
        json.WriteNumber("peers", incident.Peers);
        json.Number("score", incident.Score);
        json.Number("severity", incident.Severity);
        json.Number("pValue", incident.PValue);
        json.Number("expectedPerDay", facts.PerDay);
        json.WriteBoolean("isEstimate", incident.IsEstimate);
        json.Text("model", facts.Model);
        json.Texts("reasons", facts.Reasons);
        json.Texts("labels", facts.Labels);
        json.Objects("top", facts.Conversations, conversation => Conversation(json, conversation));
    }

    private static void Conversation(Utf8JsonWriter json, AlertConversation conversation)
    {
        json.WriteString("id", conversation.Id);
        json.Text("source", Text(conversation.Source));
        json.Whole("sourcePort", conversation.SourcePort);
        json.Text("destination", Text(conversation.Destination));
        json.Whole("destinationPort", conversation.DestinationPort);
        json.Text("protocol", conversation.Protocol);
        json.Time("start", conversation.Start);
        json.Time("end", conversation.End);
        json.WriteNumber("flows", conversation.Flows);
        json.Number("score", conversation.Score);
        json.Number("pValue", conversation.PValue);
        json.Text("reason", conversation.Reason);
        json.Objects("evidence", conversation.Evidence, evidence =>
        {
            json.WriteString("name", evidence.Name);
            json.Number("pValue", evidence.PValue);
            json.Number("share", evidence.Share);
        });
    }

    private static string? Text(HostAddress address) => address.Kind == HostAddressKind.None ? null : address.Text;
}
