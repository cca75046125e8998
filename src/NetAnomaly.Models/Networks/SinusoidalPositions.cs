namespace NetAnomaly.Models.Networks;

/// <summary>
/// Positions as sines and cosines of falling frequency. Source: Vaswani et al. 2017, arXiv 1706.03762, section 3.5.
/// </summary>
internal static class SinusoidalPositions
{
    private const double Base = 10_000;

    /// <summary>(length, width): sines in even columns, cosines in odd ones.</summary>
    public static Tensor Of(long length, long width)
    {
        var values = new float[length * width];
        for (var position = 0; position < length; position++)
        {
            for (var column = 0; column < width; column++)
            {
                var angle = position / Math.Pow(Base, (column - (column % 2)) / (double)width);
                values[(position * width) + column] = (float)(column % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
            }
        }

        return tensor(values, [length, width]);
    }
}
