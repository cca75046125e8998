using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace NetAnomaly.Operations.Alerts;

/// <summary>
/// Alerts as messages of RFC 5424, of no more than the 2,048 octets that receivers should take.
/// </summary>
/// <remarks>
/// The text is UTF-8 without a byte order mark. RFC 5424 asks for one before UTF-8, but rsyslog and syslog-ng keep it
/// as a part of the message, where parsers of what follows (JSON, CEF) trip over it; without one the text is what the
/// RFC calls MSG-ANY, which every receiver takes.
/// </remarks>
internal static class SyslogAlert
{
    /// <summary>What receivers should take, in octets.</summary>
    public const int Most = 2048;

    // 32473 is the enterprise number that RFC 5612 keeps for examples: there is none of our own.
    private const string Element = "netanomaly@32473";
    private const int MostValue = 96;

    /// <summary>The document.</summary>
    public static string Of(AlertFacts facts)
    {
        var text = new StringBuilder(512);
        text.Append(SyslogHeader.Of(facts.Level, facts.Time, facts.Alert.Action)).Append(" [").Append(Element);
        foreach (var (name, value) in Values(facts))
        {
            if (value is null) continue;
            text.Append(' ').Append(name).Append("=\"").Append(Value(value)).Append('"');
        }

        text.Append("] ");
        var room = Most - Encoding.UTF8.GetByteCount(text.ToString());
        return text.Append(Within(facts.Message, room)).ToString();
    }

    private static IEnumerable<(string, string?)> Values(AlertFacts facts)
    {
        var incident = facts.Incident;
        var conversation = facts.Conversations is [var first, ..] ? first : null;
        yield return ("id", facts.Id);
        yield return ("version", Text(facts.Alert.Version));
        yield return ("host", facts.HostText);
        yield return ("assetName", facts.Name);
        yield return ("assetOwner", facts.Owner);
        yield return ("assetRole", facts.Role);
        yield return ("start", JsonLine.Iso(facts.Start));
        yield return ("end", JsonLine.Iso(facts.End));
        yield return ("conversations", Text(incident.Conversations));
        yield return ("flows", Text(incident.Flows));
        yield return ("peers", Text(incident.Peers));
        yield return ("perDay", facts.PerDay is { } rate ? Text(rate) : null);
        yield return ("evidence", facts.Leading);
        yield return ("techniques", facts.Techniques.Count == 0
            ? null
            : string.Join(',', facts.Techniques.Select(technique => technique.Id)));
        yield return ("source", Text(conversation?.Source));
        yield return ("destination", Text(conversation?.Destination));
        yield return ("port", conversation?.DestinationPort is { } port ? Text(port) : null);
        yield return ("protocol", conversation?.Protocol);
        yield return ("scan", facts.Scan);
        yield return ("model", facts.Model);
    }

    // Values are in quotes, in which these three are escaped.
    private static string Escape(string value) => value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("]", "\\]", StringComparison.Ordinal);

    // Escaped, it is no longer than it may be, and no escape is cut.
    private static string Value(string value)
    {
        for (var octets = MostValue; ; octets -= 8)
        {
            var escaped = Escape(Within(value, octets));
            if (Encoding.UTF8.GetByteCount(escaped) <= MostValue) return escaped;
        }
    }

    private static string Within(string text, int octets)
    {
        Span<byte> bytes = stackalloc byte[Math.Min(octets, Most)];
        Utf8.FromUtf16(text, bytes, out var characters, out _);
        return text[..characters];
    }

    private static string? Text(HostAddress? address) =>
        address is { Kind: not HostAddressKind.None } known ? known.Text : null;

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
