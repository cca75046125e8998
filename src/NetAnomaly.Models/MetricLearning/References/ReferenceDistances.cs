using NetAnomaly.Models.Engines;
using TensorPrimitives = System.Numerics.Tensors.TensorPrimitives;

namespace NetAnomaly.Models.MetricLearning.References;

/// <summary>Distances of rows to the references of one encoder.</summary>
internal sealed class ReferenceDistances
{
    private readonly float[] distances;
    private readonly int[][] members;
    private readonly int references;

    /// <summary>Measures.</summary>
    /// <param name="embeddings">(rows, width).</param>
    /// <param name="set">The references.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="kind">The distance.</param>
    public ReferenceDistances(Tensor embeddings, ReferenceSet set, int classes, MetricDistance kind)
    {
        references = set.Classes.Length;
        distances = NetworkDevice.Host.Numbers(PointDistances.Between(embeddings, NetworkDevice.Beside(embeddings, tensor(set.Points, references, set.Width)), kind));
        var of = Enumerable.Range(0, references).ToLookup(reference => set.Classes[reference]);
        members = [.. Enumerable.Range(0, classes).Select(at => of[at].ToArray())];
    }

    /// <summary>The mean distance of a row to its nearest normal references.</summary>
    /// <param name="row">The row.</param>
    /// <param name="neighbors">How many, at most.</param>
    public float Normal(int row, int neighbors)
    {
        var own = Row(row);
        Span<float> nearest = stackalloc float[Math.Min(neighbors, members[0].Length)];
        nearest.Fill(float.PositiveInfinity);
        foreach (var reference in members[0])
        {
            var distance = own[reference];
            if (distance >= nearest[^1]) continue;
            var at = nearest.Length - 1;
            for (; at > 0 && nearest[at - 1] > distance; at--) nearest[at] = nearest[at - 1];
            nearest[at] = distance;
        }

        return TensorPrimitives.Sum<float>(nearest) / nearest.Length;
    }

    /// <summary>The distance of a row to the nearest reference of a class; infinite where it has none.</summary>
    public float Nearest(int row, int of)
    {
        var own = Row(row);
        var nearest = float.PositiveInfinity;
        foreach (var reference in members[of]) nearest = Math.Min(nearest, own[reference]);
        return nearest;
    }

    private ReadOnlySpan<float> Row(int row) => distances.AsSpan(row * references, references);
}
