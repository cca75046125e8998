using NetAnomaly.Core.Detection.Vectors;

namespace NetAnomaly.Models.MetricLearning.Encoders;

/// <summary>Brings every column to mean 0 and deviation 1 over the rows of training, cut at ±5 deviations.</summary>
/// <param name="Means">Per column.</param>
/// <param name="Deviations">Per column; 1 where a column never changes.</param>
internal sealed record InputScale(float[] Means, float[] Deviations)
{
    private const float Most = 5;

    /// <summary>Learns from all rows.</summary>
    public static InputScale Of(VectorData data)
    {
        var (sums, squares) = (new double[data.Width], new double[data.Width]);
        for (var row = 0; row < data.Rows; row++)
        {
            var values = data.Row(row);
            for (var column = 0; column < values.Length; column++) sums[column] += values[column];
        }

        for (var column = 0; column < sums.Length; column++) sums[column] /= data.Rows;
        for (var row = 0; row < data.Rows; row++)
        {
            var values = data.Row(row);
            for (var column = 0; column < values.Length; column++) squares[column] += (values[column] - sums[column]) * (values[column] - sums[column]);
        }

        return new InputScale(
            [.. sums.Select(mean => (float)mean)],
            [.. squares.Select(square => square > 0 ? (float)Math.Sqrt(square / data.Rows) : 1)]);
    }

    /// <summary>Scales rows.</summary>
    /// <param name="rows">Row-major.</param>
    /// <returns>As many numbers.</returns>
    public float[] Apply(ReadOnlySpan<float> rows)
    {
        var scaled = new float[rows.Length];
        for (var i = 0; i < scaled.Length; i++)
        {
            var column = i % Means.Length;
            scaled[i] = Math.Clamp((rows[i] - Means[column]) / Deviations[column], -Most, Most);
        }

        return scaled;
    }
}
