namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Batches of classes, and in between batches of views: where no single flow tells the classes apart, encoders that
/// learn from classes alone soon map all flows to one point and never look at their order. Some self-supervision keeps
/// what sets flows apart (Chen et al. 2022, arXiv 2204.07596).
/// </summary>
/// <param name="classes">Draws batches of classes.</param>
/// <param name="views">Draws batches of views.</param>
internal sealed class MixedBatches(IBatchSource classes, IBatchSource views) : IBatchSource
{
    private const double ViewShare = 0.5;

    /// <inheritdoc/>
    public int Rows => classes.Rows;

    /// <inheritdoc/>
    public (RowBatch Batch, int[] Classes) Draw(Random random) =>
        (random.NextDouble() < ViewShare ? views : classes).Draw(random);
}
