namespace NetAnomaly.Core.Weights;

/// <summary>
/// Named arrays as a safetensors file: the weights of detectors that need no tensor engine, in the format in which
/// networks keep theirs. Immutable. Reading is defensive: sizes bounded, gaps and overlaps refused.
/// </summary>
internal sealed class WeightFile
{
    private static readonly string[] Types = ["F32", "I32", "I64"];

    private readonly SortedDictionary<string, WeightFileArray> arrays = new(StringComparer.Ordinal);

    /// <summary>A file of some arrays.</summary>
    /// <param name="arrays">Arrays by name.</param>
    /// <param name="metadata">Texts to keep with them.</param>
    public WeightFile(
        IEnumerable<KeyValuePair<string, WeightFileArray>> arrays, IReadOnlyDictionary<string, string>? metadata = null)
    {
        foreach (var (name, array) in arrays) this.arrays.Add(name, array);
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>The arrays by name.</summary>
    public IReadOnlyDictionary<string, WeightFileArray> Arrays => arrays;

    /// <summary>Texts kept with them.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Writes the arrays in the order of their names.</summary>
    public void Write(Stream stream)
    {
        RequireLittleEndian();
        WeightFileHeader.Of(
            arrays.Select(pair => (pair.Key, pair.Value.Type, pair.Value.Shape.Select(size => (long)size).ToArray())),
            Metadata).Write(stream);
        foreach (var array in arrays.Values) stream.Write(array.Bytes);
    }

    /// <summary>Reads a file to its end.</summary>
    /// <param name="stream">The file; it need not be seekable.</param>
    /// <param name="maximalBytes">Values in all that are accepted, so that a forged header cannot ask for any amount of
    /// memory.</param>
    /// <exception cref="InvalidDataException">It is not a well-formed file of float32, int32 and int64: the message
    /// says where.</exception>
    public static WeightFile Read(Stream stream, long maximalBytes = 1L << 30)
    {
        RequireLittleEndian();
        var header = WeightFileHeader.Read(stream, Types, maximalBytes);
        var arrays = new Dictionary<string, WeightFileArray>(StringComparer.Ordinal);
        foreach (var entry in header.Entries)
        {
            var array = Room(entry);
            WeightFileHeader.ReadFully(stream, array.Bytes, $"the values of '{entry.Name}'");
            arrays.Add(entry.Name, array);
        }

        if (stream.ReadByte() >= 0) throw WeightFileHeader.Malformed("there is more behind its last value");
        return new WeightFile(arrays, header.Metadata);
    }

    /// <summary>An array of float32 that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes; −1 stands for any.</param>
    /// <exception cref="InvalidDataException">It is missing, of another type or shape, or has a value that is not
    /// finite.</exception>
    public float[] Floats(string name, params ReadOnlySpan<int> shape)
    {
        var values = Find<float>(name, shape);
        if (Array.FindIndex(values, value => !float.IsFinite(value)) is var at and >= 0)
            throw new InvalidDataException($"its weight '{name}' has the value {values[at]} at {at}");
        return values;
    }

    /// <summary>An array of int32 that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes; −1 stands for any.</param>
    /// <exception cref="InvalidDataException">It is missing, or of another type or shape.</exception>
    public int[] Ints(string name, params ReadOnlySpan<int> shape) => Find<int>(name, shape);

    /// <summary>An array of int64 that must be there.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes; −1 stands for any.</param>
    /// <exception cref="InvalidDataException">It is missing, or of another type or shape.</exception>
    public long[] Longs(string name, params ReadOnlySpan<int> shape) => Find<long>(name, shape);

    private T[] Find<T>(string name, ReadOnlySpan<int> shape)
    {
        if (!arrays.TryGetValue(name, out var array)) throw new InvalidDataException($"its weights lack '{name}'");
        var fits = array.Shape.Count == shape.Length;
        for (var i = 0; fits && i < shape.Length; i++) fits = shape[i] < 0 || shape[i] == array.Shape[i];
        if (fits && array.Values is T[] values) return values;
        throw new InvalidDataException(
            $"its weight '{name}' is {array.Type} ({string.Join(", ", array.Shape)}), the model wants "
                + $"{typeof(T).Name} ({string.Join(", ", shape.ToArray())})");
    }

    private static WeightFileArray Room(WeightFileEntry entry)
    {
        var sizes = new int[entry.Shape.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (entry.Shape[i] > Array.MaxLength)
                throw WeightFileHeader.Malformed($"the shape of '{entry.Name}' holds the size {entry.Shape[i]}");
            sizes[i] = (int)entry.Shape[i];
        }

        return entry.Type switch
        {
            "F32" => WeightFileArray.Of(new float[entry.Bytes / sizeof(float)], sizes),
            "I32" => WeightFileArray.Of(new int[entry.Bytes / sizeof(int)], sizes),
            _ => WeightFileArray.Of(new long[entry.Bytes / sizeof(long)], sizes),
        };
    }

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Safetensors files are read on little-endian machines only.");
    }
}
