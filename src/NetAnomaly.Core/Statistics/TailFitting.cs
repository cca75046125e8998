namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Fits the tail of some scores by maximum likelihood. With θ = ξ/σ the likelihood has one unknown left, as the best ξ
/// for a θ is the mean of ln(1 + θ·excess) (Grimshaw 1993, Technometrics 35, 185–191); values that are only known to
/// lie beyond a cut add their ln(1 + θ·cut) without adding to the divisor (censoring of type I).
/// </summary>
internal static class TailFitting
{
    /// <summary>Fewer excesses say too little about a tail.</summary>
    public const int FewestExcesses = 20;

    private const int WantedExcesses = 30;
    private const double MostShare = 0.1;
    private const int GridPoints = 48;

    // Kolmogorov's distance that one sample in a hundred exceeds where its distribution is the right one; for a fitted
    // one it is lenient, as it should be with scores that tie.
    private const double MostMisfit = 1.63;

    /// <summary>Fits the tail of scores.</summary>
    /// <param name="scores">Rising, distinct.</param>
    /// <param name="counts">How often each occurred.</param>
    /// <param name="beyond">How many more lie at or beyond the last score.</param>
    /// <returns>The tail; <see langword="null"/> where there are too few, or none fits them.</returns>
    public static TailFit? Fit(IReadOnlyList<double> scores, IReadOnlyList<int> counts, long beyond)
    {
        if (scores.Count < 2) return null;
        var excesses = Excesses(scores, counts, beyond);
        if (excesses.Known < FewestExcesses || excesses.Values.Length < FewestExcesses / 2) return null;
        var best = Best(excesses);
        return best.IsSound && Misfit(best, excesses) <= MostMisfit / Math.Sqrt(excesses.Known) ? best : null;
    }

    // About 2√n of n scores: enough to settle the shape, few enough to be the tail and nothing else.
    private static Excess Excesses(IReadOnlyList<double> scores, IReadOnlyList<int> counts, long beyond)
    {
        var all = beyond;
        for (var i = 0; i < counts.Count; i++) all += counts[i];
        var wanted = Math.Min(MostShare * all, beyond + Math.Max(WantedExcesses, 2 * Math.Sqrt(all)));
        long above = beyond, known = 0;
        var at = scores.Count;
        while (at > 1 && above < wanted)
        {
            above += counts[--at];
            known += counts[at];
        }

        // The threshold is the lowest of them; all that is above it is an excess.
        var threshold = scores[at];
        known -= counts[at++];
        var (values, weights) = (new double[scores.Count - at], new int[scores.Count - at]);
        for (var i = 0; i < values.Length; i++) (values[i], weights[i]) = (scores[at + i] - threshold, counts[at + i]);
        return new Excess(threshold, values, weights, known, beyond);
    }

    private static TailFit Best(Excess excesses)
    {
        var mean = excesses.Mean;
        var best = (Likelihood: Exponential(excesses.Known, mean), Theta: 0.0, Shape: 0.0);
        var (low, high) = (Math.Log(1e-3 / mean), Math.Log(1e3 / mean));
        for (var round = 0; round < 3; round++)
        {
            var step = (high - low) / GridPoints;
            for (var i = 0; i <= GridPoints; i++)
            {
                var theta = Math.Exp(low + (i * step));
                var shape = excesses.MeanLog(theta);
                var likelihood = -excesses.Known * (Math.Log(shape / theta) + shape + 1);
                if (likelihood > best.Likelihood) best = (likelihood, theta, shape);
            }

            if (best.Theta == 0) break;
            (low, high) = (Math.Log(best.Theta) - step, Math.Log(best.Theta) + step);
        }

        return best.Theta == 0
            ? new TailFit(excesses.Threshold, mean, 0)
            : new TailFit(excesses.Threshold, best.Shape / best.Theta, best.Shape);
    }

    private static double Exponential(long known, double mean) => -known * (Math.Log(mean) + 1);

    // Largest distance between the shares counted and predicted, in the middle of each jump: ties alone are no misfit.
    private static double Misfit(TailFit fit, Excess excesses)
    {
        double all = excesses.Known + excesses.Beyond, below = 0, largest = 0;
        for (var i = 0; i < excesses.Values.Length; i++)
        {
            var counted = (below + (excesses.Counts[i] / 2.0)) / all;
            largest = Math.Max(
                largest, Math.Abs(counted - (1 - Math.Exp(fit.LogSurvival(fit.Threshold + excesses.Values[i])))));
            below += excesses.Counts[i];
        }

        return largest;
    }

    private sealed record Excess(double Threshold, double[] Values, int[] Counts, long Known, long Beyond)
    {
        /// <summary>Sum of all excesses, those beyond at the cut, per known one.</summary>
        public double Mean
        {
            get
            {
                var sum = Beyond * Values[^1];
                for (var i = 0; i < Values.Length; i++) sum += Counts[i] * Values[i];
                return sum / Known;
            }
        }

        public double MeanLog(double theta)
        {
            var sum = Beyond * Math.Log(1 + (theta * Values[^1]));
            for (var i = 0; i < Values.Length; i++) sum += Counts[i] * Math.Log(1 + (theta * Values[i]));
            return sum / Known;
        }
    }
}
