using NetAnomaly.Tensors.Kernels;

namespace NetAnomaly.Tensors;

/// <summary>Sizes of many numbers together.</summary>
internal static class Norms
{
    /// <summary>
    /// The sum of |x|^p over all elements, in double precision; for infinite p the largest |x|. NaN where one is.
    /// </summary>
    public static double Total(ReadOnlySpan<float> values, double p)
    {
        if (p == 2)
            return SquareSums.Of(values);
        var total = 0.0;
        foreach (var value in values)
        {
            var size = Math.Abs((double)value);
            total = double.IsPositiveInfinity(p) ? Math.Max(total, size) : total + Math.Pow(size, p);
        }
        return total;
    }
}
