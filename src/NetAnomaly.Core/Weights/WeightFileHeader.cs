using System.Buffers.Binary;
using System.Text.Json;

namespace NetAnomaly.Core.Weights;

/// <summary>
/// The head of a safetensors file: 8 bytes length, then JSON of names, types, shapes and places; the values follow,
/// little endian. Source: huggingface/safetensors, format description. Knows nothing of who keeps the values, so that
/// every project can read heads alike.
/// </summary>
/// <param name="Entries">The arrays in the order of their values, without gaps.</param>
/// <param name="Metadata">Texts that the writer added.</param>
internal sealed record WeightFileHeader(
    IReadOnlyList<WeightFileEntry> Entries, IReadOnlyDictionary<string, string> Metadata)
{
    private const int MaximalBytes = 16 << 20;
    private const int Alignment = 8; // as the format recommends
    private const string MetadataKey = "__metadata__";

    /// <summary>A header of arrays that follow each other.</summary>
    /// <param name="arrays">Name, type and shape of each.</param>
    /// <param name="metadata">Texts to add.</param>
    public static WeightFileHeader Of(
        IEnumerable<(string Name, string Type, long[] Shape)> arrays, IReadOnlyDictionary<string, string> metadata)
    {
        var entries = new List<WeightFileEntry>();
        long at = 0;
        foreach (var (name, type, shape) in arrays)
        {
            var end = at + (shape.Aggregate(1L, (count, size) => count * size) * ElementBytes(type));
            entries.Add(new WeightFileEntry(name, type, shape, at, end));
            at = end;
        }

        return new WeightFileHeader(entries, metadata);
    }

    /// <summary>Writes length and header, padded so that the values begin at a multiple of 8 bytes.</summary>
    public void Write(Stream stream)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer)) WriteJson(json);
        while (buffer.Length % Alignment != 0) buffer.WriteByte((byte)' ');
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)buffer.Length);
        stream.Write(length);
        buffer.WriteTo(stream);
    }

    /// <summary>Reads length and header; the stream is then where the values begin.</summary>
    /// <param name="stream">The file; it need not be seekable.</param>
    /// <param name="types">Types of values that the caller takes.</param>
    /// <param name="maximalBytes">Values in all that are accepted, so that a forged header cannot ask for any amount of
    /// memory.</param>
    /// <exception cref="InvalidDataException">It is not a well-formed file: the message says where.</exception>
    public static WeightFileHeader Read(Stream stream, IReadOnlyList<string> types, long maximalBytes)
    {
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        ReadFully(stream, length, "the header length");
        var bytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (bytes is < 2 or > MaximalBytes)
            throw Malformed($"its header would be {bytes} bytes long; at most {MaximalBytes} are read");
        if (stream.CanSeek && stream.Length - stream.Position < (long)bytes)
            throw Malformed($"it ends before its header of {bytes} bytes");
        var json = new byte[bytes];
        ReadFully(stream, json, "the header");
        var header = Parse(json, types);
        if (header.Entries.Count == 0) return header;
        var last = header.Entries[^1];
        if (last.End > maximalBytes)
            throw Malformed($"its values take {last.End} bytes; at most {maximalBytes} are read");
        if (stream.CanSeek && stream.Length - stream.Position < last.End)
            throw Malformed($"it ends before the values of '{last.Name}'");
        return header;
    }

    /// <summary>Fills a span from a stream.</summary>
    /// <exception cref="InvalidDataException">The stream ends within it.</exception>
    public static void ReadFully(Stream stream, Span<byte> target, string what)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw Malformed($"it ends within {what}");
    }

    /// <summary>The error for a file that is not well-formed.</summary>
    public static InvalidDataException Malformed(string why, Exception? cause = null) =>
        new($"This is not a usable safetensors file: {why}.", cause);

    private static int ElementBytes(string type) => type switch
    {
        "F32" or "I32" => sizeof(float),
        "I64" => sizeof(long),
        _ => throw new NotSupportedException($"Values of type {type} are neither read nor written."),
    };

    private static WeightFileHeader Parse(byte[] bytes, IReadOnlyList<string> types)
    {
        var entries = new List<WeightFileEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            using var json = JsonDocument.Parse(bytes);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name != MetadataKey) entries.Add(Entry(property, types));
                else foreach (var text in property.Value.EnumerateObject()) metadata.Add(
                    text.Name, text.Value.GetString() ?? "");
            }
        }
        catch (Exception e) when (
            e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException
            or ArgumentException or OverflowException)
        {
            throw Malformed("its header cannot be understood: " + e.Message, e);
        }

        entries.Sort((a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        long at = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != at)
                throw Malformed(
                    $"the values of '{entry.Name}' start at {entry.Start} where {at} is expected (a gap or an "
                        + $"overlap)");
            at = entry.End;
        }

        if (entries.DistinctBy(entry => entry.Name, StringComparer.Ordinal).Count() != entries.Count)
            throw Malformed("a name occurs twice");
        return new WeightFileHeader(entries, metadata);
    }

    private static WeightFileEntry Entry(JsonProperty property, IReadOnlyList<string> types)
    {
        var type = property.Value.GetProperty("dtype").GetString() ?? "";
        if (!types.Contains(type, StringComparer.Ordinal))
            throw Malformed($"'{property.Name}' has the type {type}; {string.Join(" and ", types)} are read");
        long[] shape = [.. property.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] places =
        [
            .. property.Value.GetProperty("data_offsets").EnumerateArray().Select(place => place.GetInt64()),
        ];
        var count = 1L;
        foreach (var size in shape)
        {
            if (size < 0) throw Malformed($"the shape of '{property.Name}' holds a negative size");
            count = checked(count * size);
        }

        if (places.Length != 2 || places[0] < 0
            || checked(places[1] - places[0]) != checked(count * ElementBytes(type)))
        {
            throw Malformed($"the places of '{property.Name}' do not fit its shape [{string.Join(", ", shape)}]");
        }

        return new WeightFileEntry(property.Name, type, shape, places[0], places[1]);
    }

    private void WriteJson(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        if (Metadata.Count > 0)
        {
            json.WriteStartObject(MetadataKey);
            foreach (
                var (name, text) in Metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal)) json.WriteString(name,
                text);
            json.WriteEndObject();
        }

        foreach (var entry in Entries)
        {
            json.WriteStartObject(entry.Name);
            json.WriteString("dtype", entry.Type);
            json.WriteStartArray("shape");
            foreach (var size in entry.Shape) json.WriteNumberValue(size);
            json.WriteEndArray();
            json.WriteStartArray("data_offsets");
            json.WriteNumberValue(entry.Start);
            json.WriteNumberValue(entry.End);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
