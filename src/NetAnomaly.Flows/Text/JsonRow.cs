using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NetAnomaly.Flows.Text;

/// <summary>Takes one JSON object apart, into a row. Reused from object to object.</summary>
internal sealed class JsonRow(FlowRowBuilder row, JsonShape shape)
{
    private const int MaxDepth = 8;
    private const int MaxPath = 512;
    private const int MaxKind = 32;

    private readonly char[] path = new char[MaxPath];
    private readonly int[] prefixes = new int[MaxDepth];
    private readonly char[] other = new char[MaxKind];
    private char[] value = new char[1024];
    private int otherLength;

    /// <summary>
    /// The kind of an object that was left out because it is no flow, cut where it is long; empty for flows.
    /// </summary>
    public ReadOnlySpan<char> OtherKind => other.AsSpan(0, otherLength);

    /// <summary>
    /// Fills the row from an object; what is wrong with it becomes the row's fault, and one that is no flow is left
    /// out.
    /// </summary>
    public void Fill(ReadOnlySpan<byte> json)
    {
        otherLength = 0;
        if (value.Length < json.Length) value = new char[Math.Max(json.Length, value.Length * 2)];
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                row.Fail("it is not a JSON object");
                return;
            }

            if (!Walk(ref reader)) return;
            // Reads to the end, so that text behind the object is noticed.
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            row.Fail(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"it is not a JSON object: the fault is at byte {exception.BytePositionInLine + 1}"));
        }
        catch (InvalidOperationException)
        {
            row.Fail("it is not a JSON object: a text in it is not valid Unicode");
        }
    }

    /// <summary>
    /// Walks through an object and those within it that matter; <see langword="false"/> where it turns out to be no
    /// flow.
    /// </summary>
    private bool Walk(ref Utf8JsonReader reader)
    {
        var depth = 0;
        prefixes[0] = 0;
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.EndObject)
            {
                if (--depth < 0) return true;
                continue;
            }

            var name = Name(ref reader, prefixes[depth]);
            reader.Read();
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject when depth + 1 < MaxDepth && name.Length < MaxPath
                    && shape.HasWithin(name):
                    path[name.Length] = '.';
                    prefixes[++depth] = name.Length + 1;
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    reader.Skip();
                    break;
                default:
                    if (shape.TryFind(name, out var field) && !Take(ref reader, field)) return false;
                    break;
            }
        }

        return true;
    }

    private ReadOnlySpan<char> Name(ref Utf8JsonReader reader, int prefix)
    {
        // Names that do not fit are none of a flow's.
        if (reader.ValueSpan.Length > MaxPath - 1 - prefix) return "";
        return path.AsSpan(0, prefix + reader.CopyString(path.AsSpan(prefix)));
    }

    private bool Take(ref Utf8JsonReader reader, JsonField field)
    {
        var length = reader.TokenType switch
        {
            JsonTokenType.String => reader.CopyString(value),
            // As text: times keep their microseconds.
            JsonTokenType.Number => Encoding.ASCII.GetChars(reader.ValueSpan, value),
            _ => 0,
        };
        if (length == 0) return true;
        var text = value.AsSpan(0, length);
        if (field.Field != FlowField.None)
        {
            row.Set(field.Field, field.Path, text);
            return true;
        }

        if (shape.IsFlow(text)) return true;
        otherLength = Math.Min(length, MaxKind);
        text[..otherLength].CopyTo(other);
        row.Omit();
        return false;
    }
}
