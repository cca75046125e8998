using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>Feature vectors of flows, row-major: [row × <paramref name="Width"/> + column].</summary>
/// <param name="Values">The numbers, finite; their count is a multiple of <paramref name="Width"/>.</param>
/// <param name="Width">Numbers per row, 1 or more.</param>
/// <param name="Labels">Class of each row: −1 where it is not known, 0 for normal; others index
/// <paramref name="LabelTexts"/>.</param>
/// <param name="LabelTexts">Names of the classes.</param>
internal sealed record VectorData(float[] Values, int Width, int[] Labels, IReadOnlyList<string> LabelTexts)
{
    /// <summary>
    /// Where categories stand, one number per value, of which one is 1; all other columns are numbers.
    /// </summary>
    public IReadOnlyList<CategoryColumns> Categories { get; init; } = [];

    /// <summary>
    /// For each row, how many earlier flows of its conversation stand right before it; empty where rows stand alone.
    /// </summary>
    public int[] Positions { get; init; } = [];

    /// <summary>How many rows there are.</summary>
    public int Rows => Values.Length / Width;

    /// <summary>The numbers of a row.</summary>
    public ReadOnlySpan<float> Row(int row) => Values.AsSpan(row * Width, Width);
}
