namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// The mean of ½ d² over pairs of one class, and the mean of ½ max(0, margin − d)² over pairs of two. Source: Hadsell,
/// Chopra and LeCun 2006, eq. 4, its two parts averaged each by itself: a batch has far more pairs of two classes.
/// </summary>
internal static class ContrastiveLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="distances">(rows, rows).</param>
    /// <param name="pairs">What to look at.</param>
    /// <param name="margin">As a distance.</param>
    public static Tensor Of(Tensor distances, MinedPairs pairs, double margin)
    {
        var near = Mean(distances.square(), pairs.Positive, pairs.Rows);
        var far = Mean((distances.neg() + margin).clamp_min(0).square(), pairs.Negative, pairs.Rows);
        return (near + far) * 0.5;
    }

    private static Tensor Mean(Tensor costs, bool[] marks, int rows) =>
        (costs * PairMask.Ones(marks, rows, costs)).sum() / Math.Max(marks.Count(mark => mark), 1);
}
