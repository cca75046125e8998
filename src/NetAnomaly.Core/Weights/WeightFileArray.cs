using System.Runtime.InteropServices;

namespace NetAnomaly.Core.Weights;

/// <summary>An array of weights with its shape: float32, int32 or int64. It does not copy what it is given.</summary>
internal sealed class WeightFileArray
{
    private readonly int[] shape;

    private WeightFileArray(Array values, ReadOnlySpan<int> shape)
    {
        var count = 1L;
        foreach (var size in shape) count *= size;
        if (count != values.Length)
            throw new ArgumentException(
                $"{values.Length} values do not make an array of shape [{string.Join(", ", shape.ToArray())}].",
                nameof(values));
        Values = values;
        this.shape = shape.ToArray();
    }

    /// <summary>Its sizes; empty for a single number.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>The values: float[], int[] or long[].</summary>
    internal Array Values { get; }

    /// <summary>The type as safetensors spells it.</summary>
    internal string Type => Values switch { float[] => "F32", int[] => "I32", _ => "I64" };

    /// <summary>The values as they lie in memory.</summary>
    internal Span<byte> Bytes => Values switch
    {
        float[] floats => MemoryMarshal.AsBytes(floats.AsSpan()),
        int[] ints => MemoryMarshal.AsBytes(ints.AsSpan()),
        _ => MemoryMarshal.AsBytes(((long[])Values).AsSpan()),
    };

    /// <summary>An array of float32.</summary>
    /// <exception cref="ArgumentException">The values do not fit the shape.</exception>
    public static WeightFileArray Of(float[] values, params ReadOnlySpan<int> shape) => new(values, shape);

    /// <summary>An array of int32.</summary>
    /// <exception cref="ArgumentException">The values do not fit the shape.</exception>
    public static WeightFileArray Of(int[] values, params ReadOnlySpan<int> shape) => new(values, shape);

    /// <summary>An array of int64.</summary>
    /// <exception cref="ArgumentException">The values do not fit the shape.</exception>
    public static WeightFileArray Of(long[] values, params ReadOnlySpan<int> shape) => new(values, shape);
}
