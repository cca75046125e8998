using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Whole-number arithmetic and comparisons, which have no gradient.</summary>
internal static class Ids
{
    /// <summary>A function of two int64 tensors, broadcast.</summary>
    public static Tensor Combine(Tensor a, Tensor b, Func<long, long, long> function)
    {
        using var noGrad = GradMode.Switch(enabled: false);
        var sizes = Shape.Broadcast(a.Sizes, b.Sizes);
        using var wideA = Shaping.Expand(a, sizes);
        using var wideB = Shaping.Expand(b, sizes);
        var result = Tensor.New(sizes, ScalarType.Int64);
        var x = wideA.Longs;
        var y = wideB.Longs;
        var z = result.Longs;
        for (var i = 0; i < z.Length; i++)
            z[i] = function(x[i], y[i]);
        return result;
    }

    /// <summary>A function of an int64 tensor and a number.</summary>
    public static Tensor Map(Tensor a, long number, Func<long, long, long> function)
    {
        var result = Tensor.New(a.Sizes, ScalarType.Int64);
        var x = a.Longs;
        var y = result.Longs;
        for (var i = 0; i < y.Length; i++)
            y[i] = function(x[i], number);
        return result;
    }

    /// <summary>Where an element and a number fulfil a condition.</summary>
    public static Tensor Compare(Tensor a, Scalar b, Func<double, double, bool> numbers, Func<long, long, bool> wholes)
    {
        var result = Tensor.New(a.Sizes, ScalarType.Bool);
        var mask = result.Bools;
        var whole = a.dtype != ScalarType.Float32 && b.Type != ScalarType.Float32;
        if (whole && a.dtype == ScalarType.Int64)
        {
            var ids = a.Longs;
            for (var i = 0; i < mask.Length; i++)
                mask[i] = wholes(ids[i], b.Whole);
            return result;
        }
        var number = a.dtype == ScalarType.Float32 ? b.Single : b.Real;
        for (var i = 0; i < mask.Length; i++)
            mask[i] = whole ? wholes(a.ScalarAt(i).Whole, b.Whole) : numbers(a.ScalarAt(i).Real, number);
        return result;
    }
}
