using System.Globalization;
using System.Text;
using System.Text.Json;
using NetAnomaly.Core.Readers.Rows;

namespace NetAnomaly.Core.Readers.Zeek;

/// <summary>Takes one JSON object of a conn.log apart.</summary>
internal sealed class ZeekJsonRow(FlowRow row)
{
    private char[] buffer = new char[1024];

    /// <summary>Fills the row from a line of JSON; what is wrong with it becomes the row's fault.</summary>
    public void Fill(ReadOnlySpan<byte> line)
    {
        if (buffer.Length < line.Length) buffer = new char[Math.Max(line.Length, buffer.Length * 2)];
        var json = new Utf8JsonReader(line);
        try
        {
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var field = ZeekFields.Find(buffer.AsSpan(0, json.CopyString(buffer)));
                json.Read();
                if (Value(ref json, out var length)) row.Set(field.Field, field.Name, buffer.AsSpan(0, length));
                else json.Skip();
            }

            // Reads to the end, so that text behind the object is noticed.
            while (json.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            row.Fail(string.Create(CultureInfo.InvariantCulture, $"it is not a JSON object: the fault is at byte {exception.BytePositionInLine + 1}"));
        }
        catch (InvalidOperationException)
        {
            row.Fail("it is not a JSON object: a text in it is not valid Unicode");
        }
    }

    private bool Value(ref Utf8JsonReader json, out int length)
    {
        length = json.TokenType switch
        {
            JsonTokenType.String => json.CopyString(buffer),
            // As text: times keep their microseconds.
            JsonTokenType.Number => Encoding.ASCII.GetChars(json.ValueSpan, buffer),
            _ => 0,
        };
        return length > 0;
    }
}
