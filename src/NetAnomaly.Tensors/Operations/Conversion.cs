namespace NetAnomaly.Tensors;

/// <summary>Copies elements into another type.</summary>
internal static class Conversion
{
    /// <summary>
    /// Fills a tensor of the same count: numbers are cut towards zero to ids, anything but zero is true.
    /// </summary>
    public static void Run(Tensor source, Tensor result)
    {
        switch (source.dtype, result.dtype)
        {
            case (ScalarType.Int64, ScalarType.Float32):
                TensorPrimitives.ConvertTruncating<long, float>(source.Longs, result.Floats);
                break;
            case (ScalarType.Float32, ScalarType.Int64):
                TensorPrimitives.ConvertTruncating<float, long>(source.Floats, result.Longs);
                break;
            case (ScalarType.Bool, ScalarType.Float32):
                Map<bool, float>(source.Bools, result.Floats, static b => b ? 1 : 0);
                break;
            case (ScalarType.Bool, ScalarType.Int64):
                Map<bool, long>(source.Bools, result.Longs, static b => b ? 1 : 0);
                break;
            case (ScalarType.Float32, ScalarType.Bool):
                Map<float, bool>(source.Floats, result.Bools, static x => x != 0);
                break;
            case (ScalarType.Int64, ScalarType.Bool):
                Map<long, bool>(source.Longs, result.Bools, static x => x != 0);
                break;
            default:
                result.CopyFrom(source);
                break;
        }
    }

    private static void Map<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> result, Func<TFrom, TTo> function)
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = function(source[i]);
    }
}
