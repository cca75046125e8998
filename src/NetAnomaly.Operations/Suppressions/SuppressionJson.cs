using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NetAnomaly.Operations.Suppressions;

/// <summary>A suppression as a JSON object, one property a line and always in the same order.</summary>
internal static class SuppressionJson
{
    private const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions ByHand = new()
    {
        AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>Writes one.</summary>
    public static string Write(AnomalySuppression of)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Readable))
        {
            json.WriteStartObject();
            json.WriteString("id", of.Id);
            json.WriteString("reason", of.Reason);
            json.WriteString("author", of.Author);
            if (of.Created is { } created) json.WriteString("created", Time(created));
            json.WriteString("expires", Time(of.Expires));
            Write(json, "host", of.Host);
            Write(json, "network", of.Network);
            Write(json, "pair", of.Pair);
            if (of.Ports.Count > 0)
            {
                json.WritePropertyName("ports");
                json.WriteRawValue(
                    $"[{string.Join(", ", of.Ports.Select(port => port.ToString(CultureInfo.InvariantCulture)))}]");
            }

            Write(json, "service", of.Service);
            Write(json, "evidence", of.Evidence);
            Write(json, "hours", of.Hours);
            Write(json, "timeZone", of.TimeZone);
            Write(json, "pattern", of.Pattern);
            Write(json, "maxConversationsPerDay", of.MaxConversationsPerDay);
            Write(json, "maxFlowsPerDay", of.MaxFlowsPerDay);
            Write(json, "maxBytesPerDay", of.MaxBytesPerDay);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    /// <summary>Reads one. An unknown property is a fault: a scope without a part of it would hide more.</summary>
    /// <exception cref="SuppressionFaultException">It is wrong.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static AnomalySuppression Read(string text)
    {
        using var document = JsonDocument.Parse(text, ByHand);
        var read = new AnomalySuppression { Id = "", Reason = "", Author = "", Expires = DateTime.MinValue };
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name)) throw Fault(property, "is given twice");
            read = With(read, property);
        }

        return read.Expires > DateTime.MinValue ? read
            : throw new SuppressionFaultException(new SuppressionFault("expires", "is missing"));
    }

    private static AnomalySuppression With(AnomalySuppression read, JsonProperty property) => property.Name switch
    {
        "id" => read with { Id = Text(property) },
        "reason" => read with { Reason = Text(property) },
        "author" => read with { Author = Text(property) },
        "created" => read with { Created = Time(property) },
        "expires" => read with { Expires = Time(property) },
        "host" => read with { Host = Text(property) },
        "network" => read with { Network = Text(property) },
        "pair" => read with { Pair = Text(property) },
        "ports" => read with { Ports = [.. List(property).Select(item => Port(property, item))] },
        "service" => read with { Service = Text(property) },
        "evidence" => read with { Evidence = [.. List(property).Select(item => Text(property, item))] },
        "hours" => read with { Hours = Text(property) },
        "timeZone" => read with { TimeZone = Text(property) },
        "pattern" => read with { Pattern = Text(property) },
        "maxConversationsPerDay" => read with { MaxConversationsPerDay = Whole(property) },
        "maxFlowsPerDay" => read with { MaxFlowsPerDay = Whole(property) },
        "maxBytesPerDay" => read with { MaxBytesPerDay = Whole(property) },
        _ => throw Fault(property, "is no property of a suppression"),
    };

    private static string Text(JsonProperty property) => Text(property, property.Value);

    private static string Text(JsonProperty property, JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : throw Fault(property, "is no text, or an empty one");

    private static JsonElement.ArrayEnumerator List(JsonProperty property) =>
        property.Value.ValueKind != JsonValueKind.Array ? throw Fault(property, "is no list such as [443, 8443]")
            : property.Value.GetArrayLength() == 0 ? throw Fault(property, "is empty; leave it out for all")
            : property.Value.EnumerateArray();

    private static int Port(JsonProperty property, JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var port) && port is >= 0 and <= 65535
            ? port
            : throw Fault(property, "holds what is no number from 0 to 65535");

    private static long Whole(JsonProperty property) =>
        property.Value.ValueKind == JsonValueKind.Number && property.Value.TryGetInt64(out var whole)
            ? whole
            : throw Fault(property, "is no whole number");

    private static DateTime Time(JsonProperty property) => DateTime.TryParse(
        Text(property), CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
        ? time
        : throw Fault(property, "is no time such as 2027-03-01T00:00:00Z");

    private static string Time(DateTime time) => time.ToString(TimeForm, CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null) json.WriteString(name, text);
    }

    private static void Write(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } whole) json.WriteNumber(name, whole);
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var text in texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static SuppressionFaultException Fault(JsonProperty property, string problem) =>
        new(new SuppressionFault(property.Name, problem));
}
