using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Points that cover the others: each the furthest from those taken before it. Source: Gonzalez 1985, the greedy
/// 2-approximation of k-centre.
/// </summary>
internal static class GreedyCoreset
{
    /// <summary>Takes points.</summary>
    /// <param name="points">Row-major.</param>
    /// <param name="width">Numbers of a point.</param>
    /// <param name="count">Points wanted; fewer are returned where no more differ.</param>
    /// <param name="random">Draws the first.</param>
    /// <returns>Row-major.</returns>
    public static float[] Take(float[] points, int width, int count, Random random)
    {
        var rows = points.Length / width;
        var taken = new List<float>(Math.Min(count, rows) * width);
        var gaps = new float[rows];
        Array.Fill(gaps, float.PositiveInfinity);
        var next = random.Next(rows);
        while (gaps[next] > 0 && taken.Count < count * width)
        {
            var point = points.AsSpan(next * width, width);
            taken.AddRange(point);
            for (var row = 0; row < rows; row++)
                gaps[row] = Math.Min(gaps[row], TensorPrimitives.Distance(point, points.AsSpan(row * width, width)));
            next = TensorPrimitives.IndexOfMax(gaps);
        }

        return [.. taken];
    }
}
