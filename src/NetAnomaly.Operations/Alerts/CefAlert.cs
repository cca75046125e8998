using System.Globalization;
using System.Text;

namespace NetAnomaly.Operations.Alerts;

/// <summary>Alerts in the Common Event Format, for ArcSight and all that reads it.</summary>
internal static class CefAlert
{
    private const int MostName = 512;
    private const int MostMessage = 1023;
    private const int MostCustom = 4000;

    /// <summary>The document.</summary>
    public static string Of(AlertFacts facts)
    {
        var text = new StringBuilder(1024);
        text.Append("CEF:0|NetAnomaly|NetAnomaly|").Append(Header(AlertFacts.ProductVersion)).Append('|')
            .Append(Header(AlertText.Start(facts.Leading ?? "Anomaly", MostName))).Append('|')
            .Append(Header(AlertText.Start(facts.Title, MostName))).Append('|')
            .Append(LevelScale.Cef(facts.Level).ToString(CultureInfo.InvariantCulture)).Append('|');
        var isFirst = true;
        foreach (var (key, value) in Extension(facts))
        {
            if (value is null) continue;
            if (!isFirst) text.Append(' ');
            isFirst = false;
            text.Append(key).Append('=').Append(Value(value));
        }

        return text.ToString();
    }

    private static IEnumerable<(string Key, string? Value)> Extension(AlertFacts facts)
    {
        var incident = facts.Incident;
        yield return ("externalId", facts.Id);
        yield return ("act", facts.Alert.Action.ToString());
        yield return ("cat", "anomaly");
        yield return ("rt", Time(facts.Time));
        yield return ("start", Time(facts.Start));
        yield return ("end", Time(facts.End));
        yield return ("cnt", Text(incident.Conversations));
        foreach (var pair in Endpoints(facts)) yield return pair;
        yield return ("msg", AlertText.Start(facts.Message, MostMessage));
        yield return ("reason", facts.Reasons.Count == 0 ? null : AlertText.Start(facts.Reasons[0], MostMessage));
        yield return ("cn1Label", "version");
        yield return ("cn1", Text(facts.Alert.Version));
        yield return ("cn2Label", "flows");
        yield return ("cn2", Text(incident.Flows));
        yield return ("cn3Label", "peers");
        yield return ("cn3", Text(incident.Peers));
        if (facts.PerDay is { } rate)
        {
            yield return ("cfp1Label", incident.IsEstimate ? "estimatedPerDay" : "expectedPerDay");
            yield return ("cfp1", Text(rate));
        }

        foreach (var pair in Custom(1, "techniques", string.Join(',', facts.Techniques.Select(each => each.Id))))
            yield return pair;
        foreach (var pair in Custom(2, "model", facts.Model)) yield return pair;
        foreach (var pair in Custom(3, "scan", facts.Scan)) yield return pair;
        foreach (var pair in Custom(4, "assetName", facts.Name)) yield return pair;
        foreach (var pair in Custom(5, "assetOwner", facts.Owner)) yield return pair;
        foreach (var pair in Custom(6, "assetRole", facts.Role)) yield return pair;
    }

    private static IEnumerable<(string, string?)> Custom(int number, string label, string? value)
    {
        if (string.IsNullOrEmpty(value)) yield break;
        yield return ($"cs{Text(number)}Label", label);
        yield return ($"cs{Text(number)}", AlertText.Start(value, MostCustom));
    }

    // src and dst are of IPv4; IPv6 has fields of its own, and other addresses are names.
    private static IEnumerable<(string, string?)> Endpoints(AlertFacts facts)
    {
        var conversation = facts.Conversations is [var first, ..] ? first : null;
        foreach (var pair in Address(conversation?.Source ?? facts.Host, "src", "c6a2", "shost", "smac"))
            yield return pair;
        yield return ("spt", conversation?.SourcePort is { } from ? Text(from) : null);
        if (conversation is null) yield break;
        foreach (var pair in Address(conversation.Destination, "dst", "c6a3", "dhost", "dmac")) yield return pair;
        yield return ("dpt", conversation.DestinationPort is { } to ? Text(to) : null);
        yield return ("proto", conversation.Protocol);
    }

    private static IEnumerable<(string, string?)> Address(
        HostAddress address, string four, string six, string name, string hardware)
    {
        switch (address.Kind)
        {
            case HostAddressKind.None:
                break;
            case HostAddressKind.Ip4:
                yield return (four, address.Text);
                break;
            case HostAddressKind.Ip6:
                yield return ($"{six}Label", four == "src" ? "Source IPv6 Address" : "Destination IPv6 Address");
                yield return (six, address.Text);
                break;
            case HostAddressKind.Mac:
                yield return (hardware, address.Text);
                break;
            default:
                yield return (name, MostMessage < address.Text.Length
                    ? AlertText.Start(address.Text, MostMessage)
                    : address.Text);
                break;
        }
    }

    // In the head a bar ends a field; in the extension an equals sign ends a key. Texts hold no line breaks any more.
    private static string Header(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal);

    private static string Value(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("=", "\\=", StringComparison.Ordinal);

    private static string Time(DateTime time) => Text(JsonLine.Milliseconds(time));

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
