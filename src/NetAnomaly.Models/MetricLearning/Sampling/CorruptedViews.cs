namespace NetAnomaly.Models.MetricLearning.Sampling;

/// <summary>
/// Views of rows for learning without labels: some columns, drawn anew for each row, are replaced by those of other rows, so that each keeps the
/// spread that it has in the data. Source: SCARF, Bahri et al. 2022, arXiv 2106.15147, section 3.
/// </summary>
/// <param name="values">All rows, row-major.</param>
/// <param name="width">Columns.</param>
/// <param name="corruption">Share of the columns that is replaced.</param>
internal sealed class CorruptedViews(float[] values, int width, double corruption)
{
    /// <summary>Two views of each row, one clean and one corrupted: first all clean ones, then all others in the same order.</summary>
    /// <returns>Row-major, twice as many rows.</returns>
    public float[] Pairs(ReadOnlySpan<int> rows, Random chance)
    {
        var views = new float[2 * rows.Length * width];
        var all = values.Length / width;
        for (var i = 0; i < rows.Length; i++)
        {
            var own = values.AsSpan(rows[i] * width, width);
            own.CopyTo(views.AsSpan(i * width, width));
            var view = views.AsSpan((rows.Length + i) * width, width);
            own.CopyTo(view);
            for (var column = 0; column < width; column++)
            {
                if (chance.NextDouble() < corruption) view[column] = values[(chance.Next(all) * width) + column];
            }
        }

        return views;
    }

    /// <summary>The class of each view: that of its row, and no other row's.</summary>
    public static int[] Classes(int rows) => [.. Enumerable.Range(0, 2 * rows).Select(view => view % rows)];
}
