namespace NetAnomaly.Models.Words;

/// <summary>
/// How much classes weigh in training: the rarer, the more, so that a network cannot be right by calling all normal.
/// </summary>
internal static class ClassWeights
{
    // A class seen once must not drown all others.
    private const double Most = 20;

    /// <summary>N / (C · n) for a class of n out of N in C classes, bounded; classes of nothing weigh 1.</summary>
    public static double[] Of(IReadOnlyList<double> totals)
    {
        var whole = totals.Sum();
        var present = totals.Count(total => total > 0);
        return [.. totals.Select(total => total > 0 ? Math.Min(Most, whole / (present * total)) : 1)];
    }
}
