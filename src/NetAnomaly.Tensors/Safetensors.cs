using System.Buffers.Binary;
using System.Text.Json;

namespace NetAnomaly.Tensors;

/// <summary>
/// Reads and writes the safetensors format: 8 bytes header length, a JSON header of names, types, shapes and places, then the
/// values, little endian. Source: huggingface/safetensors, format description. Uses only what both engines' tensors offer.
/// </summary>
public static class Safetensors
{
    private const int MaximalHeaderBytes = 16 << 20;
    private const string MetadataKey = "__metadata__";

    /// <summary>Writes tensors in the order of their names.</summary>
    /// <exception cref="NotSupportedException">A tensor is neither float32 nor int64.</exception>
    public static void Save(IReadOnlyDictionary<string, torch.Tensor> tensors, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(stream);
        RequireLittleEndian();
        var ordered = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).ToArray();
        var header = Header(ordered);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (var (_, tensor) in ordered)
            stream.Write(tensor.bytes);
    }

    /// <summary>Reads all tensors; they belong to the caller, not to a dispose scope.</summary>
    /// <exception cref="InvalidDataException">It is not a well-formed file: the message says where.</exception>
    /// <param name="stream">The file; it need not be seekable.</param>
    /// <param name="maximalBytes">Values in all that are accepted, so that a forged header cannot ask for any amount of memory.</param>
    public static Dictionary<string, torch.Tensor> Load(Stream stream, long maximalBytes = 1L << 30)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLittleEndian();
        Span<byte> length = stackalloc byte[8];
        ReadFully(stream, length, "the header length");
        var headerBytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (headerBytes is < 2 or > MaximalHeaderBytes)
            throw Malformed($"its header would be {headerBytes} bytes long; at most {MaximalHeaderBytes} are read");
        if (stream.CanSeek && stream.Length - stream.Position < (long)headerBytes)
            throw Malformed($"it ends before its header of {headerBytes} bytes");
        var header = new byte[headerBytes];
        ReadFully(stream, header, "the header");
        var entries = Parse(header);
        if (entries.Count > 0 && entries[^1].End > maximalBytes)
            throw Malformed($"its values take {entries[^1].End} bytes; at most {maximalBytes} are read");
        if (stream.CanSeek && entries.Count > 0 && stream.Length - stream.Position < entries[^1].End)
            throw Malformed($"it ends before the values of '{entries[^1].Name}'");
        var result = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in entries)
            {
                var tensor = torch.empty(entry.Sizes, entry.Type).DetachFromDisposeScope();
                result.Add(entry.Name, tensor);
                ReadFully(stream, tensor.bytes, $"the values of '{entry.Name}'");
            }
        }
        catch (InvalidDataException)
        {
            foreach (var tensor in result.Values)
                tensor.Dispose();
            throw;
        }
        return result;
    }

    private static byte[] Header(KeyValuePair<string, torch.Tensor>[] ordered)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            long at = 0;
            foreach (var (name, tensor) in ordered)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", TypeName(tensor.dtype, name));
                json.WriteStartArray("shape");
                foreach (var size in tensor.shape)
                    json.WriteNumberValue(size);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(at);
                json.WriteNumberValue(at += tensor.bytes.Length);
                json.WriteEndArray();
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }

        // Blanks bring the values to a multiple of 8 bytes, as the format recommends.
        while (buffer.Length % 8 != 0)
            buffer.WriteByte((byte)' ');
        return buffer.ToArray();
    }

    private static List<Entry> Parse(byte[] header)
    {
        var entries = new List<Entry>();
        try
        {
            using var json = JsonDocument.Parse(header);
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (property.Name != MetadataKey)
                    entries.Add(Read(property));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException or OverflowException)
        {
            throw Malformed("its header cannot be understood: " + e.Message, e);
        }
        entries.Sort((a, b) => a.Start.CompareTo(b.Start) != 0 ? a.Start.CompareTo(b.Start) : a.End.CompareTo(b.End));
        long at = 0;
        foreach (var entry in entries)
        {
            if (entry.Start != at)
                throw Malformed($"the values of '{entry.Name}' start at {entry.Start} where {at} is expected (a gap or an overlap)");
            at = entry.End;
        }
        if (entries.DistinctBy(e => e.Name, StringComparer.Ordinal).Count() != entries.Count)
            throw Malformed("a name occurs twice");
        return entries;
    }

    private static Entry Read(JsonProperty property)
    {
        var (type, bytesPerElement) = property.Value.GetProperty("dtype").GetString() switch
        {
            "F32" => (torch.ScalarType.Float32, sizeof(float)),
            "I64" => (torch.ScalarType.Int64, sizeof(long)),
            var other => throw Malformed($"'{property.Name}' has the type {other}; F32 and I64 are read"),
        };
        var sizes = property.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt64()).ToArray();
        var offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(o => o.GetInt64()).ToArray();
        var count = 1L;
        foreach (var size in sizes)
        {
            if (size < 0)
                throw Malformed($"the shape of '{property.Name}' holds a negative size");
            count = checked(count * size);
        }
        if (offsets.Length != 2 || offsets[0] < 0 || offsets[1] - offsets[0] != checked(count * bytesPerElement))
            throw Malformed($"the places of '{property.Name}' do not fit its shape [{string.Join(", ", sizes)}]");
        return new Entry(property.Name, type, sizes, offsets[0], offsets[1]);
    }

    private static string TypeName(torch.ScalarType type, string name) => type switch
    {
        torch.ScalarType.Float32 => "F32",
        torch.ScalarType.Int64 => "I64",
        _ => throw new NotSupportedException($"'{name}' is of type {type}; float32 and int64 are written."),
    };

    private static void ReadFully(Stream stream, Span<byte> target, string what)
    {
        if (stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false) < target.Length)
            throw Malformed($"it ends within {what}");
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Safetensors files are read on little-endian machines only.");
    }

    private static InvalidDataException Malformed(string why, Exception? inner = null) =>
        new($"This is not a usable safetensors file: {why}.", inner);

    private sealed record Entry(string Name, torch.ScalarType Type, long[] Sizes, long Start, long End);
}
