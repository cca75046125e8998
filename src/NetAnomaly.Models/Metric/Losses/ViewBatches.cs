namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Batches for learning without labels: two views of each row, which are one class; of rows with windows displaced ones
/// too.
/// </summary>
/// <param name="views">Makes the views.</param>
/// <param name="all">The rows of the data that are drawn from.</param>
/// <param name="size">Rows of a batch at most.</param>
internal sealed class ViewBatches(CorruptedViews views, int[] all, int size) : IBatchSource
{
    /// <inheritdoc/>
    public int Rows => Math.Min(all.Length, size);

    /// <inheritdoc/>
    public (RowBatch Batch, int[] Classes) Draw(Random random)
    {
        var rows = new int[Rows];
        for (var i = 0; i < rows.Length; i++) rows[i] = all[random.Next(all.Length)];
        var pairs = views.Pairs(rows, random);
        return pairs.Windows is null ? (pairs, CorruptedViews.Classes(rows.Length)) : DisplacedFlows.Add(pairs, random);
    }
}
