namespace NetAnomaly.Models.Metric.Losses;

/// <summary>Batches of labelled rows, balanced over the classes.</summary>
/// <param name="source">The rows.</param>
/// <param name="labels">Class of each row.</param>
/// <param name="sampler">Which rows.</param>
internal sealed class ClassBatches(RowSource source, int[] labels, ClassBalancedSampler sampler) : IBatchSource
{
    /// <inheritdoc/>
    public int Rows => sampler.BatchRows;

    /// <inheritdoc/>
    public (RowBatch Batch, int[] Classes) Draw(Random random)
    {
        var rows = sampler.Draw(random);
        return (source.Gather(rows), [.. rows.Select(row => labels[row])]);
    }
}
