namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Views of rows for learning without labels: some columns, drawn again for each row, are replaced by those of other
/// rows, so that each keeps the spread that it has in the data. Source: SCARF, Bahri et al. 2022, arXiv 2106.15147,
/// section 3.
/// </summary>
/// <remarks>
/// Of a row with a window, every flow of the window is corrupted so, the flow judged and each one before it for itself:
/// what a view lost of one flow another of its conversation may still tell, so that the company of a flow is worth
/// looking at. Flows are neither left out nor exchanged: their number and their order are what makes a conversation.
/// </remarks>
/// <param name="source">The rows.</param>
/// <param name="pool">Those whose columns replace others.</param>
/// <param name="corruption">Share of the columns that is replaced.</param>
internal sealed class CorruptedViews(RowSource source, int[] pool, double corruption)
{
    /// <summary>
    /// Two views of each row, one clean and one corrupted: first all clean ones, then all others in the same order.
    /// </summary>
    public RowBatch Pairs(ReadOnlySpan<int> rows, Random random)
    {
        var clean = source.Gather(rows);
        var (width, begin) = (source.Width, clean.Values.Length);
        var corrupted = clean.Windows?.Members.Length ?? clean.Rows;
        var values = new float[begin + (corrupted * width)];
        clean.Values.CopyTo(values, 0);
        for (var i = 0; i < corrupted; i++)
        {
            var view = values.AsSpan(begin + (i * width), width);
            clean.Values.AsSpan((clean.Windows?.Members[i] ?? i) * width, width).CopyTo(view);
            for (var column = 0; column < width; column++)
            {
                if (random.NextDouble() < corruption)
                    view[column] = source.Values[(pool[random.Next(pool.Length)] * width) + column];
            }
        }

        return new RowBatch(values, width, clean.Windows is { } windows ? Twice(windows, clean.Rows) : null);
    }

    /// <summary>The class of each view: that of its row, and no other row's.</summary>
    public static int[] Classes(int rows) => [.. Enumerable.Range(0, 2 * rows).Select(view => view % rows)];

    // The flows of corrupted windows stand one after the other behind the clean ones.
    private static FlowWindows Twice(FlowWindows windows, int behind) =>
        new(
            [.. windows.Members, .. Enumerable.Range(behind, windows.Members.Length)],
            [.. windows.Lengths, .. windows.Lengths]);
}
