namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Windows whose last flow is that of another window of the batch: flows in a company that is not theirs. They are one
/// class, so that encoders learn what in a conversation follows what, beside telling flows apart, for which no order
/// need be looked at. To tell pairs that occur together from pairs drawn apart is noise-contrastive estimation (Gutmann
/// and Hyvärinen 2010) of how much likelier a flow is for what came before it.
/// </summary>
internal static class DisplacedFlows
{
    /// <summary>Adds such windows behind the views of a batch: one of each row that has company.</summary>
    /// <param name="views">Two views of each row, the clean ones first; with windows.</param>
    /// <param name="random">Draws the other flow.</param>
    /// <returns>The batch, and the class of each of its flows: that of its row, or the next one for displaced
    /// ones.</returns>
    public static (RowBatch Batch, int[] Classes) Add(RowBatch views, Random random)
    {
        var windows = views.Windows!;
        var rows = views.Count / 2;
        var ends = new int[rows];
        for (int row = 0, end = -1; row < rows; row++) ends[row] = end += windows.Lengths[row];
        var (members, lengths) = (new List<int>(windows.Members), new List<int>(windows.Lengths));
        for (var row = 0; row < rows && rows > 1; row++)
        {
            var flows = windows.Lengths[row];
            if (flows == 1) continue;
            var other = (row + 1 + random.Next(rows - 1)) % rows;
            members.AddRange(windows.Members.AsSpan(ends[row] - flows + 1, flows - 1));
            members.Add(windows.Members[ends[other]]);
            lengths.Add(flows);
        }

        return (
            views with { Windows = new FlowWindows([.. members], [.. lengths]) },
            [.. CorruptedViews.Classes(rows), .. Enumerable.Repeat(rows, lengths.Count - views.Count)]);
    }
}
