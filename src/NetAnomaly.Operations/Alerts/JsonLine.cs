using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace NetAnomaly.Operations.Alerts;

/// <summary>JSON objects on one line, and the values that they may lack.</summary>
internal static class JsonLine
{
    private const long UnixEpochTicks = 621_355_968_000_000_000;

    // Letters of all languages stay readable; what ends a line for some readers is escaped.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>An object.</summary>
    /// <param name="write">Writes its members.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>A text, unless there is none.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    /// <summary>A number, unless there is none or it is not finite, which JSON cannot say.</summary>
    public static void Number(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number && double.IsFinite(number)) json.WriteNumber(name, number);
    }

    /// <summary>A whole number, unless there is none.</summary>
    public static void Whole(this Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }

    /// <summary>A time in ISO 8601.</summary>
    public static void Time(this Utf8JsonWriter json, string name, DateTime value) =>
        json.WriteString(name, Iso(value));

    /// <summary>Texts, unless there are none.</summary>
    public static void Texts(this Utf8JsonWriter json, string name, IEnumerable<string> values) =>
        json.Array(name, values, json.WriteStringValue);

    /// <summary>An array of what a function writes, unless there is nothing in it.</summary>
    public static void Array<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write)
    {
        var isOpen = false;
        foreach (var value in values)
        {
            if (!isOpen) json.WriteStartArray(name);
            isOpen = true;
            write(value);
        }

        if (isOpen) json.WriteEndArray();
    }

    /// <summary>An array of objects, unless there is nothing in it.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> values, Action<T> write) =>
        json.Array(name, values, value =>
        {
            json.WriteStartObject();
            write(value);
            json.WriteEndObject();
        });

    /// <summary>An object as a member.</summary>
    public static void Object(this Utf8JsonWriter json, string name, Action write)
    {
        json.WriteStartObject(name);
        write();
        json.WriteEndObject();
    }

    /// <summary>A time in ISO 8601, to the millisecond.</summary>
    public static string Iso(DateTime time) =>
        time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970.</summary>
    public static long Milliseconds(DateTime time) => (time.Ticks - UnixEpochTicks) / TimeSpan.TicksPerMillisecond;
}
