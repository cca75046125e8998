using System.Numerics;
using NetAnomaly.Models.Engines;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetAnomaly.Models.MetricLearning.References;

/// <summary>
/// Distances of rows to the nearest references of one encoder. Which are near is found by products; how near they are, by differences: products
/// cannot tell distances of some 10⁻⁷ from none, and engines that round otherwise would disagree about rows that lie on a reference. Thread-safe.
/// </summary>
internal sealed class ReferenceDistances
{
    /// <summary>What rounding does at most to half a squared distance between points of length 1 that is taken from products; a few 10⁻⁷ were seen.</summary>
    public const float Rounding = 1e-6f;

    private readonly ReferenceSet set;
    private readonly MetricDistance kind;
    private readonly float[] rows;
    private readonly float[] products;
    private readonly (int From, int Count)[][] runs;
    private readonly float radius;

    /// <summary>Measures.</summary>
    /// <param name="embeddings">(rows, width), as encoders give them.</param>
    /// <param name="set">The references.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="kind">The distance; half the squared distance between points of length 1 is 1 − cosine.</param>
    public ReferenceDistances(Tensor embeddings, ReferenceSet set, int classes, MetricDistance kind)
    {
        this.set = set;
        this.kind = kind;
        rows = NetworkDevice.Host.Numbers(embeddings);
        products = NetworkDevice.Host.Numbers(embeddings.matmul(NetworkDevice.Beside(embeddings, tensor(set.Points, set.Classes.Length, set.Width)).transpose(0, 1)));
        radius = set.Radius;
        runs = [.. Enumerable.Range(0, classes).Select(of => Runs(set.Classes, of))];
    }

    /// <summary>The distances of a row to its nearest normal references.</summary>
    /// <param name="row">The row.</param>
    /// <param name="neighbors">How many, at most.</param>
    /// <returns>Their mean, and that to the nearest.</returns>
    public (float Mean, float Nearest) Normal(int row, int neighbors)
    {
        Span<float> nearest = stackalloc float[Math.Min(neighbors, runs[0].Sum(run => run.Count))];
        Find(row, runs[0], nearest);
        return (TensorPrimitives.Sum<float>(nearest) / nearest.Length, nearest[0]);
    }

    /// <summary>The distance of a row to the nearest reference of a class; infinite where it has none.</summary>
    public float Nearest(int row, int of)
    {
        if (runs[of].Length == 0) return float.PositiveInfinity;
        Span<float> nearest = stackalloc float[1];
        Find(row, runs[of], nearest);
        return nearest[0];
    }

    // As many distances to references as there is room for, the least ones, ascending. Only those that may be among them are measured by differences.
    private void Find(int row, (int From, int Count)[] among, Span<float> nearest)
    {
        var point = rows.AsSpan(row * set.Width, set.Width);
        var squares = TensorPrimitives.SumOfSquares<float>(point);
        var least = (squares / 2) - (Rounding * Math.Max(radius * radius, squares));
        nearest.Fill(float.PositiveInfinity);
        foreach (var (from, count) in among) Find(point, from, set.Halves.AsSpan(from, count), products.AsSpan((row * set.Classes.Length) + from, count), least, nearest);

        if (kind == MetricDistance.Cosine) return;

        // A row that lies on a reference but for rounding lies on it: the root would make much of the little.
        foreach (ref var half in nearest) half = MathF.Max(0, MathF.Sqrt(2 * half) - (Rounding * radius));
    }

    private void Find(ReadOnlySpan<float> point, int from, ReadOnlySpan<float> halves, ReadOnlySpan<float> own, float least, Span<float> nearest)
    {
        var at = 0;
        for (; at <= own.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var wide = new Vector<float>(halves[at..]) - new Vector<float>(own[at..]);
            if (!Vector.LessThanAny(wide, new Vector<float>(nearest[^1] - least))) continue;
            for (var i = at; i < at + Vector<float>.Count; i++) Measure(i, halves[i] - own[i], point, nearest);
        }

        for (; at < own.Length; at++) Measure(at, halves[at] - own[at], point, nearest);

        void Measure(int reference, float rough, ReadOnlySpan<float> point, Span<float> nearest)
        {
            if (rough >= nearest[^1] - least) return;
            var gap = TensorPrimitives.Distance(point, set.Points.AsSpan((from + reference) * set.Width, set.Width));
            Keep(gap * gap / 2, nearest);
        }
    }

    // Where references of a class stand side by side.
    private static (int From, int Count)[] Runs(int[] classes, int of)
    {
        var runs = new List<(int From, int Count)>();
        for (int from = 0, next = 1; from < classes.Length; from = next++)
        {
            while (next < classes.Length && classes[next] == classes[from]) next++;
            if (classes[from] == of) runs.Add((from, next - from));
        }

        return [.. runs];
    }

    private static void Keep(float distance, Span<float> nearest)
    {
        if (distance >= nearest[^1]) return;
        var at = nearest.Length - 1;
        for (; at > 0 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
        nearest[at] = distance;
    }
}
