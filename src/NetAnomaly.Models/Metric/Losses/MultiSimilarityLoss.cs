using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// Over anchors the mean of ln(1 + Σ exp(−α(s − λ))) / α over positives and ln(1 + Σ exp(β(s − λ))) / β over negatives,
/// for similarities s. Source: Wang et al. 2019, arXiv 1904.06627, eq. 15, with its α = 2 and β = 50, and the λ = 0.5
/// of its authors' code (their text has 1).
/// </summary>
internal static class MultiSimilarityLoss
{
    private const double Alpha = 2;
    private const double Beta = 50;
    private const double Lambda = 0.5;

    /// <summary>λ as a similarity of a distance.</summary>
    public static double Base(MetricDistance distance) => distance == MetricDistance.Cosine ? Lambda : -Lambda;

    /// <summary>The loss of a batch.</summary>
    /// <param name="similarities">(rows, rows).</param>
    /// <param name="pairs">What to look at; a row with neither a positive nor a negative is no anchor.</param>
    /// <param name="lambda">The similarity above which negatives, and below which positives, weigh.</param>
    public static Tensor Of(Tensor similarities, MinedPairs pairs, double lambda)
    {
        var (positives, negatives) = (
            PairMask.Counts(pairs.Positive, pairs.Rows), PairMask.Counts(pairs.Negative, pairs.Rows));
        var anchors = Enumerable.Range(0, pairs.Rows).Count(row => positives[row] + negatives[row] > 0);
        var shifted = similarities - lambda;
        var near = SoftSum(shifted * -Alpha, pairs.Positive, pairs.Rows) / Alpha;
        var far = SoftSum(shifted * Beta, pairs.Negative, pairs.Rows) / Beta;
        return (near + far).sum() / Math.Max(anchors, 1);
    }

    // ln(1 + Σ exp) over the marked: the 1 is exp of one more column of zeros, so that nothing overflows.
    private static Tensor SoftSum(Tensor exponents, bool[] marks, int rows) =>
        cat(
            [
                exponents + PairMask.Silence(marks, rows, exponents),
                HostDevice.Instance.ToDeviceOf(exponents, zeros(rows, 1)),
            ], 1).logsumexp(1);
}
