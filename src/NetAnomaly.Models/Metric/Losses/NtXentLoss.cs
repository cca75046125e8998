namespace NetAnomaly.Models.Metric.Losses;

/// <summary>
/// For every pair of one class −ln(exp(s / τ) / (exp(s / τ) + Σ exp(s(n) / τ))), the sum over the anchor's rows n of
/// other classes; averaged over the pairs. With two views of each row and every row its own class this is the loss of
/// Chen et al. 2020, arXiv 2002.05709, eq. 1.
/// </summary>
internal static class NtXentLoss
{
    /// <summary>The loss of a batch.</summary>
    /// <param name="similarities">(rows, rows).</param>
    /// <param name="pairs">What to look at.</param>
    /// <param name="temperature">τ.</param>
    public static Tensor Of(Tensor similarities, MinedPairs pairs, double temperature)
    {
        var count = pairs.Positive.Count(mark => mark);
        if (count == 0) return similarities.sum() * 0;
        var logits = similarities / temperature;

        // ln(exp(s) + Σ exp(n)) − s = softplus(ln Σ exp(n) − s), per pair; larger of the two taken out first, so that
        // nothing overflows.
        var gaps = (logits + PairMask.Silence(pairs.Negative, pairs.Rows, logits)).logsumexp(1, keepdim: true) - logits;
        var costs = gaps.clamp_min(0) + gaps.abs().neg().exp().log1p();
        return (costs * PairMask.Ones(pairs.Positive, pairs.Rows, costs)).sum() / count;
    }
}
