using NetAnomaly.Models.Engines;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetAnomaly.Models.MetricLearning.References;

/// <summary>
/// Distances of rows to the nearest references of one encoder. Which are near is found by products; how near they are, by differences: products
/// cannot tell distances of some 10⁻⁷ from none, and engines that round otherwise would disagree about rows that lie on a reference.
/// </summary>
internal sealed class ReferenceDistances
{
    private readonly ReferenceSet set;
    private readonly MetricDistance kind;
    private readonly float[] rows;
    private readonly float[] rough;
    private readonly int[][] members;
    private readonly float longest;

    /// <summary>Measures.</summary>
    /// <param name="embeddings">(rows, width), as encoders give them.</param>
    /// <param name="set">The references.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="kind">The distance.</param>
    public ReferenceDistances(Tensor embeddings, ReferenceSet set, int classes, MetricDistance kind)
    {
        this.set = set;
        this.kind = kind;
        rows = NetworkDevice.Host.Numbers(embeddings);
        rough = NetworkDevice.Host.Numbers(PointDistances.HalfSquares(embeddings, NetworkDevice.Beside(embeddings, tensor(set.Points, set.Classes.Length, set.Width))));
        longest = set.Radius * set.Radius;
        var of = Enumerable.Range(0, set.Classes.Length).ToLookup(reference => set.Classes[reference]);
        members = [.. Enumerable.Range(0, classes).Select(at => of[at].ToArray())];
    }

    /// <summary>The distances of a row to its nearest normal references.</summary>
    /// <param name="row">The row.</param>
    /// <param name="neighbors">How many, at most.</param>
    /// <returns>Their mean, and that to the nearest.</returns>
    public (float Mean, float Nearest) Normal(int row, int neighbors)
    {
        Span<float> nearest = stackalloc float[Math.Min(neighbors, members[0].Length)];
        Find(row, members[0], nearest);
        return (TensorPrimitives.Sum<float>(nearest) / nearest.Length, nearest[0]);
    }

    /// <summary>The distance of a row to the nearest reference of a class; infinite where it has none.</summary>
    public float Nearest(int row, int of)
    {
        if (members[of].Length == 0) return float.PositiveInfinity;
        Span<float> nearest = stackalloc float[1];
        Find(row, members[of], nearest);
        return nearest[0];
    }

    // As many distances to references as there is room for, the least ones, ascending. Only those that may be among them are measured by differences.
    private void Find(int row, int[] among, Span<float> nearest)
    {
        var point = rows.AsSpan(row * set.Width, set.Width);
        var roughly = rough.AsSpan(row * set.Classes.Length, set.Classes.Length);
        var rounding = PointDistances.Rounding * Math.Max(longest, TensorPrimitives.SumOfSquares<float>(point));
        nearest.Fill(float.PositiveInfinity);
        foreach (var reference in among)
        {
            if (roughly[reference] - rounding >= nearest[^1]) continue;
            var gap = TensorPrimitives.Distance(point, set.Points.AsSpan(reference * set.Width, set.Width));
            Keep(gap * gap / 2, nearest);
        }

        if (kind == MetricDistance.Cosine) return;

        // A row that lies on a reference but for rounding lies on it: the root would make much of the little.
        foreach (ref var half in nearest) half = MathF.Max(0, MathF.Sqrt(2 * half) - (PointDistances.Rounding * set.Radius));
    }

    private static void Keep(float distance, Span<float> nearest)
    {
        if (distance >= nearest[^1]) return;
        var at = nearest.Length - 1;
        for (; at > 0 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
        nearest[at] = distance;
    }
}
