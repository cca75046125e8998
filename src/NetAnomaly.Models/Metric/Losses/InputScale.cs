using NetAnomaly.Core.Detectors.Vectors;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Brings every column to mean 0 and deviation 1 over the normal rows of training, cut at ±5 deviations: what is far is
/// told by how normal traffic varies, whichever attacks were there to learn from.
/// </summary>
/// <param name="Means">Per column.</param>
/// <param name="Deviations">Per column; 1 where a column is the same in all normal rows.</param>
internal sealed record InputScale(float[] Means, float[] Deviations)
{
    private const float Most = 5;

    // Less than this is what rounding leaves of a column that never changes.
    private const double LeastDeviation = 1e-6;

    /// <summary>Learns from the normal rows, those of class 0 or none; one or more.</summary>
    public static InputScale Of(VectorData data)
    {
        int[] rows = [.. Enumerable.Range(0, data.Rows).Where(row => data.Labels[row] <= 0)];
        var (sums, squares) = (new double[data.Width], new double[data.Width]);
        foreach (var row in rows)
        {
            var values = data.Row(row);
            for (var column = 0; column < values.Length; column++) sums[column] += values[column];
        }

        for (var column = 0; column < sums.Length; column++) sums[column] /= rows.Length;
        foreach (var row in rows)
        {
            var values = data.Row(row);
            for (var column = 0; column < values.Length; column++)
                squares[column] += (values[column] - sums[column]) * (values[column] - sums[column]);
        }

        return new InputScale(
            [.. sums.Select(mean => (float)mean)],
            [
                .. squares.Select(square => Math.Sqrt(square / rows.Length))
                .Select(deviation => deviation > LeastDeviation ? (float)deviation : 1),
            ]);
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
