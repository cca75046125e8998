using System.Text.Json;

namespace NetAnomaly.Operations.Alerts;

/// <summary>A conversation as an evidence of a Detection Finding: two endpoints and their connection.</summary>
internal static class OcsfEvidence
{
    private const int UnknownDirection = 0;

    /// <summary>Writes its members.</summary>
    public static void Write(Utf8JsonWriter json, AlertConversation conversation)
    {
        json.Text("uid", conversation.Id.Length == 0 ? null : conversation.Id);
        json.Text("name", conversation.Reason);
        Endpoint(json, "src_endpoint", conversation.Source, conversation.SourcePort);
        Endpoint(json, "dst_endpoint", conversation.Destination, conversation.DestinationPort);
        json.Object("connection_info", () =>
        {
            json.WriteNumber("direction_id", UnknownDirection);
            json.Text("protocol_name", conversation.Protocol);
        });
        json.Object("data", () =>
        {
            json.Time("start", conversation.Start);
            json.Time("end", conversation.End);
            json.WriteNumber("flows", conversation.Flows);
            json.Number("score", conversation.Score);
            json.Number("p_value", conversation.PValue);
            json.Objects("evidence", conversation.Evidence, evidence =>
            {
                json.WriteString("name", evidence.Name);
                json.Number("p_value", evidence.PValue);
                json.Number("share", evidence.Share);
            });
        });
    }

    private static void Endpoint(Utf8JsonWriter json, string name, HostAddress address, int? port)
    {
        if (address.Kind == HostAddressKind.None) return;
        json.Object(name, () =>
        {
            switch (address.Kind)
            {
                case HostAddressKind.Ip4 or HostAddressKind.Ip6:
                    json.WriteString("ip", address.Text);
                    break;
                case HostAddressKind.Name:
                    json.WriteString("hostname", address.Text);
                    break;
                case HostAddressKind.Mac:
                    json.WriteString("mac", address.Text);
                    json.WriteString("uid", address.Text);
                    break;
                default:
                    json.WriteString("name", address.Text);
                    break;
            }

            json.Whole("port", port);
        });
    }
}
