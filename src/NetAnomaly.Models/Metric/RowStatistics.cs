using NetAnomaly.Models.Metric.Losses;

namespace NetAnomaly.Models.Metric;

/// <summary>Measures rows against what a metric model keeps.</summary>
internal static class RowStatistics
{
    // Keeps nearness finite where a row lies on references of both kinds.
    private const float Least = 1e-3f;

    /// <summary>Measures rows.</summary>
    /// <param name="encoders">The encoders, in evaluation mode.</param>
    /// <param name="memory">What they are measured against.</param>
    /// <param name="spec">How.</param>
    /// <param name="batch">The flows, scaled, with what each rests on.</param>
    /// <param name="rows">Their own vectors as they come, row-major.</param>
    /// <param name="parts">Takes the parts of the score of each row; rarity where the memory has it.</param>
    /// <returns>Mean distance over encoders to the nearest reference: [row × classes + class].</returns>
    public static double[] Of(
        EncoderSet encoders, ReferenceIndex memory, MetricOptions spec, RowBatch batch, ReadOnlySpan<float> rows,
        Span<RawComponents> parts)
    {
        using var quiet = no_grad();
        using var scope = NewDisposeScope();
        var classes = memory.Classes.Count;
        var distances = new double[parts.Length * classes];
        var (surprise, pull) = (new double[parts.Length], new double[parts.Length]);
        var embeddings = encoders.Embed(batch);

        // Those that learned to tell classes apart say which is near.
        var telling = encoders.Learning > 0 && memory.Parts is not null ? encoders.Learning : embeddings.Length;
        for (var e = 0; e < embeddings.Length; e++)
        {
            var measured = new ReferenceDistances(embeddings[e], memory.References[e], classes, spec.Distance);
            var (scale, tells) = (memory.Distances[e], e < telling);
            Parallel.For(0, surprise.Length, row =>
            {
                var (mean, normal) = measured.Normal(row, spec.Neighbors);
                surprise[row] += scale.Surprise(mean) / embeddings.Length;
                var other = float.PositiveInfinity;
                for (var of = 0; of < classes; of++)
                {
                    var distance = of == 0 ? normal : measured.Nearest(row, of);
                    distances[(row * classes) + of] += distance / embeddings.Length;
                    if (of > 0) other = Math.Min(other, distance);
                }

                if (tells && float.IsFinite(other)) pull[row] += Pull(normal, other, memory.Parts is null) / telling;
            });
        }

        var width = memory.Scale.Means.Length;
        for (var row = 0; row < parts.Length; row++)
        {
            parts[row] = new RawComponents(
                surprise[row], pull[row], memory.Parts?.Rarity.Of(rows.Slice(row * width, width)) ?? 0);
        }

        return distances;
    }

    private static double Pull(float normal, float other, bool onlyNearer) =>
        !onlyNearer ? (normal - other) / (normal + other + Least)
        : other < normal ? (normal - other) / (normal + other)
        : 0;
}
