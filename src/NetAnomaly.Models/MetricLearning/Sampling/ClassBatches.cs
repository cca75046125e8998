namespace NetAnomaly.Models.MetricLearning.Sampling;

/// <summary>Batches of labelled rows, balanced over the classes.</summary>
/// <param name="values">Scaled vectors, row-major.</param>
/// <param name="width">Columns.</param>
/// <param name="labels">Class of each row.</param>
/// <param name="sampler">Which rows.</param>
internal sealed class ClassBatches(float[] values, int width, int[] labels, ClassBalancedSampler sampler) : IBatchSource
{
    /// <inheritdoc/>
    public int Rows => sampler.BatchRows;

    /// <inheritdoc/>
    public (float[] Values, int[] Classes) Draw(Random chance)
    {
        var rows = sampler.Draw(chance);
        var batch = new float[rows.Length * width];
        for (var i = 0; i < rows.Length; i++) values.AsSpan(rows[i] * width, width).CopyTo(batch.AsSpan(i * width));
        return (batch, [.. rows.Select(row => labels[row])]);
    }
}
