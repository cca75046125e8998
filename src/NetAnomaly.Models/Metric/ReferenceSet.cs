using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetAnomaly.Models.Metric;

/// <summary>The reference points of one encoder.</summary>
/// <param name="Points">Row-major.</param>
/// <param name="Classes">Class of each; 0 is normal.</param>
internal sealed record ReferenceSet(float[] Points, int[] Classes)
{
    // More points of a class than this are thinned by a draw before reference points are sought among them.
    private const int MostPoints = 16_384;

    /// <summary>Numbers of a point.</summary>
    public int Width => Points.Length / Classes.Length;

    /// <summary>Half the square of each point's length.</summary>
    public float[] Halves { get; } = HalvesOf(Points, Classes.Length);

    /// <summary>
    /// How far the furthest point lies from the origin; 1, but for rounding, where distances are cosines.
    /// </summary>
    public float Radius => Halves.Length == 0 ? 0 : MathF.Sqrt(2 * TensorPrimitives.Max<float>(Halves));

    /// <summary>Finds the reference points of a class among its embeddings.</summary>
    /// <param name="embeddings">Row-major; one or more.</param>
    /// <param name="count">Points wanted at most.</param>
    /// <param name="spec">How; its embedding size is the width.</param>
    /// <param name="seed">Of all random draws.</param>
    public static float[] Find(float[] embeddings, int count, MetricOptions spec, int seed)
    {
        var random = new Random(seed);
        var width = spec.EmbeddingSize;
        var points = Thin(embeddings, width, random);
        var found = spec.ReferenceChoice == MetricReferenceChoice.Coreset
            ? GreedyCoreset.Take(points, width, count, random)
            : KMeans.Centres(points, width, count, random);
        return spec.Distance == MetricDistance.Cosine ? OfLengthOne(found, width) : found;
    }

    /// <summary>The same with the points of one more class, or with more points of a known one.</summary>
    public ReferenceSet With(float[] points, int of) =>
        new([.. Points, .. points], [.. Classes, .. Enumerable.Repeat(of, points.Length / Width)]);

    private static float[] HalvesOf(float[] points, int count)
    {
        var width = count > 0 ? points.Length / count : 0;
        return
        [
            .. Enumerable.Range(0, count).Select(
                at => TensorPrimitives.SumOfSquares<float>(points.AsSpan(at * width, width)) / 2),
        ];
    }

    private static float[] Thin(float[] points, int width, Random random)
    {
        var rows = points.Length / width;
        if (rows <= MostPoints) return points;
        int[] order = [.. Enumerable.Range(0, rows)];
        random.Shuffle(order);
        var thinned = new float[MostPoints * width];
        for (var i = 0; i < MostPoints; i++) points.AsSpan(order[i] * width, width).CopyTo(thinned.AsSpan(i * width));
        return thinned;
    }

    // Means of points on the sphere lie within it.
    private static float[] OfLengthOne(float[] points, int width)
    {
        var scaled = new float[points.Length];
        for (var from = 0; from < points.Length; from += width)
        {
            var squares = 0.0;
            for (var i = from; i < from + width; i++) squares += (double)points[i] * points[i];
            for (var i = from; i < from + width; i++)
                scaled[i] = squares > 0 ? (float)(points[i] / Math.Sqrt(squares)) : points[i];
        }

        return scaled;
    }
}
