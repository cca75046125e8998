namespace NetAnomaly.Models.Metric.Losses;

/// <summary>Which pairs, and which triplets, of a batch a loss looks at: [anchor × rows + other].</summary>
/// <param name="Rows">Rows of the batch.</param>
/// <param name="Positive">Pairs of one class; never a row with itself.</param>
/// <param name="Negative">Pairs of two classes.</param>
/// <param name="Triplets">
/// Anchor, positive and negative of each triplet; <see langword="null"/> where any positive pair goes with any negative
/// pair of its anchor.
/// </param>
internal sealed record MinedPairs(
    int Rows, bool[] Positive, bool[] Negative,
    IReadOnlyList<(int Anchor, int Positive, int Negative)>? Triplets = null)
{
    /// <summary>All pairs of a batch.</summary>
    /// <param name="classes">Class of each row; rows with −1 take no part.</param>
    public static MinedPairs All(ReadOnlySpan<int> classes)
    {
        var rows = classes.Length;
        var (positive, negative) = (new bool[rows * rows], new bool[rows * rows]);
        for (var a = 0; a < rows; a++)
        {
            for (var b = 0; b < rows; b++)
            {
                if (classes[a] < 0 || classes[b] < 0) continue;
                positive[(a * rows) + b] = a != b && classes[a] == classes[b];
                negative[(a * rows) + b] = classes[a] != classes[b];
            }
        }

        return new MinedPairs(rows, positive, negative);
    }

    /// <summary>The pairs that occur in some triplets.</summary>
    public static MinedPairs Of(int rows, IReadOnlyList<(int Anchor, int Positive, int Negative)> triplets)
    {
        var (positive, negative) = (new bool[rows * rows], new bool[rows * rows]);
        foreach (var (a, p, n) in triplets) positive[(a * rows) + p] = negative[(a * rows) + n] = true;
        return new MinedPairs(rows, positive, negative, triplets);
    }
}
