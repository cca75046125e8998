namespace NetAnomaly.Models.MetricLearning.Sampling;

/// <summary>Batches for learning without labels: two views of each row, which are one class.</summary>
/// <param name="views">Makes the views.</param>
/// <param name="all">Rows of the data.</param>
/// <param name="size">Rows of a batch at most.</param>
internal sealed class ViewBatches(CorruptedViews views, int all, int size) : IBatchSource
{
    /// <inheritdoc/>
    public int Rows => Math.Min(all, size);

    /// <inheritdoc/>
    public (float[] Values, int[] Classes) Draw(Random chance)
    {
        var rows = new int[Rows];
        for (var i = 0; i < rows.Length; i++) rows[i] = chance.Next(all);
        return (views.Pairs(rows, chance), CorruptedViews.Classes(rows.Length));
    }
}
