namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Draws batches of some classes with equally many rows of each, whatever their shares in the data. Normal, class 0, is
/// in every batch, with more rows. Classes with fewer rows than asked for repeat them.
/// </summary>
internal sealed class ClassBalancedSampler
{
    private readonly int[] normal;
    private readonly int[][] others;
    private readonly MetricOptions spec;

    /// <summary>Prepares drawing.</summary>
    /// <param name="labels">Class of each row; rows with −1 are never drawn.</param>
    /// <param name="spec">Classes per batch, rows per class.</param>
    public ClassBalancedSampler(IReadOnlyList<int> labels, MetricOptions spec)
    {
        this.spec = spec;
        var rows = Enumerable.Range(0, labels.Count).Where(row => labels[row] >= 0).ToLookup(row => labels[row]);
        normal = [.. rows[0]];
        others = [.. rows.Where(group => group.Key > 0).OrderBy(group => group.Key).Select(group => group.ToArray())];
    }

    /// <summary>Whether there are two classes to tell apart.</summary>
    public bool HasClasses => others.Length + (normal.Length > 0 ? 1 : 0) > 1;

    /// <summary>Rows that a batch has.</summary>
    public int BatchRows =>
        (normal.Length > 0 ? spec.SamplesPerClass * spec.NormalWeight : 0) + (spec.SamplesPerClass * OtherClasses);

    private int OtherClasses => Math.Min(others.Length, spec.ClassesPerBatch - (normal.Length > 0 ? 1 : 0));

    /// <summary>Draws one batch.</summary>
    /// <returns>Indices of rows.</returns>
    public int[] Draw(Random random)
    {
        var batch = new List<int>(BatchRows);
        if (normal.Length > 0) Add(batch, normal, spec.SamplesPerClass * spec.NormalWeight, random);
        int[] order = [.. Enumerable.Range(0, others.Length)];
        random.Shuffle(order);
        foreach (var at in order.AsSpan(0, OtherClasses)) Add(batch, others[at], spec.SamplesPerClass, random);
        return [.. batch];
    }

    private static void Add(List<int> batch, int[] rows, int count, Random random)
    {
        if (rows.Length < count)
        {
            for (var i = 0; i < count; i++) batch.Add(rows[random.Next(rows.Length)]);
            return;
        }

        var taken = new HashSet<int>();
        while (taken.Count < count)
        {
            var row = rows[random.Next(rows.Length)];
            if (taken.Add(row)) batch.Add(row);
        }
    }
}
