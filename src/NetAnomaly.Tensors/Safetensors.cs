using NetAnomaly.Core.Weights;

namespace NetAnomaly.Tensors;

/// <summary>
/// Reads and writes tensors in the safetensors format; the header's part is <see cref="WeightFileHeader"/>'s. Uses only
/// what both engines' tensors offer.
/// </summary>
public static class Safetensors
{
    private static readonly string[] Types = ["F32", "I64"];

    /// <summary>Writes tensors in the order of their names.</summary>
    /// <exception cref="NotSupportedException">A tensor is neither float32 nor int64.</exception>
    public static void Save(IReadOnlyDictionary<string, torch.Tensor> tensors, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(stream);
        RequireLittleEndian();
        var ordered = tensors.OrderBy(t => t.Key, StringComparer.Ordinal).ToArray();
        WeightFileHeader.Of(
            ordered.Select(t => (t.Key, TypeName(t.Value.dtype, t.Key), t.Value.shape)),
            new Dictionary<string, string>()).Write(stream);
        foreach (var (_, tensor) in ordered)
            stream.Write(tensor.bytes);
    }

    /// <summary>Reads all tensors; they belong to the caller, not to a dispose scope.</summary>
    /// <exception cref="InvalidDataException">It is not a well-formed file: the message says where.</exception>
    /// <param name="stream">The file; it need not be seekable.</param>
    /// <param name="maximalBytes">Values in all that are accepted, so that a forged header cannot ask for any amount of
    /// memory.</param>
    public static Dictionary<string, torch.Tensor> Load(Stream stream, long maximalBytes = 1L << 30)
    {
        ArgumentNullException.ThrowIfNull(stream);
        RequireLittleEndian();
        var header = WeightFileHeader.Read(stream, Types, maximalBytes);
        var result = new Dictionary<string, torch.Tensor>(StringComparer.Ordinal);
        try
        {
            foreach (var entry in header.Entries)
            {
                var type = entry.Type == "F32" ? torch.ScalarType.Float32 : torch.ScalarType.Int64;
                var tensor = torch.empty(entry.Shape, type).DetachFromDisposeScope();
                result.Add(entry.Name, tensor);
                WeightFileHeader.ReadFully(stream, tensor.bytes, $"the values of '{entry.Name}'");
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

    private static string TypeName(torch.ScalarType type, string name) => type switch
    {
        torch.ScalarType.Float32 => "F32",
        torch.ScalarType.Int64 => "I64",
        _ => throw new NotSupportedException($"'{name}' is of type {type}; float32 and int64 are written."),
    };

    private static void RequireLittleEndian()
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("Safetensors files are read on little-endian machines only.");
    }
}
