using System.Numerics;
using NetAnomaly.Core.Detectors.Vectors;
using NetAnomaly.Models.Devices;
using Euclidean = NetAnomaly.Core.Detectors.Vectors.Distances;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetAnomaly.Models.Metric;

/// <summary>
/// Distances of rows to the nearest references of one encoder. Which are near is found by products; how near they are,
/// by differences: products cannot tell distances of some 10⁻⁷ from none, and engines that round otherwise would
/// disagree about rows that lie on a reference. Thread-safe.
/// </summary>
internal sealed class ReferenceDistances
{
    /// <summary>
    /// What rounding does at most to half a squared distance between points of length 1 that is taken from products; a
    /// few 10⁻⁷ were seen.
    /// </summary>
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
        rows = HostDevice.Instance.ToFloats(embeddings);
        products = HostDevice.Instance.ToFloats(
            embeddings.matmul(
                HostDevice.Instance.ToDeviceOf(embeddings, tensor(set.Points, set.Classes.Length, set.Width))
                    .transpose(0, 1)));
        radius = set.Radius;
        runs = [.. Enumerable.Range(0, classes).Select(of => Runs(set.Classes, of))];
    }

    /// <summary>The distances of a row to its nearest normal references.</summary>
    /// <param name="row">The row.</param>
    /// <param name="neighbors">How many, at most.</param>
    /// <returns>Their mean, and that to the nearest.</returns>
    public (float Mean, float Nearest) Normal(int row, int neighbors)
    {
        var found = Find(row, 0, stackalloc Neighbor[Math.Min(neighbors, runs[0].Sum(run => run.Count))]);
        if (found.IsEmpty) return (float.PositiveInfinity, float.PositiveInfinity);
        var sum = 0f;
        foreach (var near in found) sum += Distance(near);
        return (sum / found.Length, Distance(found[0]));
    }

    /// <summary>The distance of a row to the nearest reference of a class; infinite where it has none.</summary>
    public float Nearest(int row, int of) =>
        Find(row, of, stackalloc Neighbor[1]) is [var nearest] ? Distance(nearest) : float.PositiveInfinity;

    // A row that lies on a reference but for rounding lies on it: the root would make much of the little.
    private float Distance(Neighbor near) =>
        kind == MetricDistance.Cosine
            ? near.SquaredDistance / 2
            : MathF.Max(0, MathF.Sqrt(near.SquaredDistance) - (Rounding * radius));

    // The references of a class that are nearest, as many as there is room for.
    private ReadOnlySpan<Neighbor> Find(int row, int of, Span<Neighbor> room)
    {
        var point = rows.AsSpan(row * set.Width, set.Width);
        var squares = TensorPrimitives.SumOfSquares<float>(point);
        var least = (squares / 2) - (Rounding * Math.Max(radius * radius, squares));
        var nearest = new NearestList(room);
        foreach (var (from, count) in runs[of]) Search(
            point, from, products.AsSpan((row * set.Classes.Length) + from, count), least, ref nearest);
        return nearest.Found;
    }

    // Half a squared distance is at least half the reference's own square − the product + least: only where that may be
    // among the nearest is it measured.
    private void Search(
        ReadOnlySpan<float> point, int from, ReadOnlySpan<float> own, float least, ref NearestList nearest)
    {
        var halves = set.Halves.AsSpan(from, own.Length);
        var at = 0;
        for (; at <= own.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var wide = new Vector<float>(halves[at..]) - new Vector<float>(own[at..]);
            if (!Vector.LessThanAny(wide, new Vector<float>((nearest.Limit / 2) - least))) continue;
            for (var i = at; i < at + Vector<float>.Count; i++)
                Measure(point, from + i, halves[i] - own[i] + least, ref nearest);
        }

        for (; at < own.Length; at++) Measure(point, from + at, halves[at] - own[at] + least, ref nearest);
    }

    private void Measure(ReadOnlySpan<float> point, int reference, float leastHalf, ref NearestList nearest)
    {
        if (2 * leastHalf < nearest.Limit)
            nearest.Add(
                new Neighbor(Euclidean.Squared(point, set.Points.AsSpan(reference * set.Width, set.Width)), reference));
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
}
