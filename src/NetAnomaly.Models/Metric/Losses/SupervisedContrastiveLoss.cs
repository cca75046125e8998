using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// For every anchor the mean over its positives p of −ln(exp(s(p) / τ) / Σ exp(s(a) / τ)), the sum over all its other
/// rows a; averaged over the anchors that have a positive. Source: Khosla et al. 2020, arXiv 2004.11362, eq. 2 (the sum
/// over positives outside the logarithm).
/// </summary>
internal static class SupervisedContrastiveLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="similarities">(rows, rows).</param>
    /// <param name="pairs">What to look at: a miner leaves pairs out of both sums.</param>
    /// <param name="temperature">τ.</param>
    public static Tensor Of(Tensor similarities, MinedPairs pairs, double temperature)
    {
        var rows = pairs.Rows;
        var positives = PairMask.Counts(pairs.Positive, rows);
        var anchors = positives.Count(count => count > 0);
        if (anchors == 0) return similarities.sum() * 0;
        var logits = similarities / temperature;
        var others = new bool[pairs.Positive.Length];
        var weights = new float[others.Length];
        for (var i = 0; i < others.Length; i++)
        {
            others[i] = pairs.Positive[i] || pairs.Negative[i];
            weights[i] = pairs.Positive[i] ? 1f / (positives[i / rows] * (float)anchors) : 0;
        }

        var logs = logits - (logits + PairMask.Silence(others, rows, logits)).logsumexp(1, keepdim: true);
        return (logs * HostDevice.Instance.ToDeviceOf(logs, tensor(weights, rows, rows))).sum().neg();
    }
}
