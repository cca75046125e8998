namespace NetAnomaly.Models.Metric.Losses;

/// <summary>Draws batches to learn from.</summary>
internal interface IBatchSource
{
    /// <summary>Rows of the data that a batch uses.</summary>
    int Rows { get; }

    /// <summary>Draws one.</summary>
    /// <returns>Flows, and the class of each.</returns>
    (RowBatch Batch, int[] Classes) Draw(Random random);
}
