namespace NetAnomaly.Core.Detectors.Ledgers;

/// <summary>
/// The values of one kind of evidence in later traffic of training, judged by the earlier: turns a value into a
/// conformal p-value in which hosts, not conversations, weigh alike (Vovk, Gammerman and Shafer 2005; weighted).
/// Conversations that the kind has nothing to say of count as lowest. Beyond the largest value goes on a heavy tail;
/// the smallest p-value that can ever be said is 1 / ((n + 1)(m + 1)). Immutable.
/// </summary>
internal sealed class EvidenceScale
{
    // Engines and the order of sums differ in the last digits: values as near as this are alike.
    private const double Absolute = 0.02;
    private const double Relative = 0.01;

    // The survival function of the tail is (1 + ½ x / b)^−2: a generalised Pareto distribution of shape ½.
    private const double Shape = 0.5;
    private readonly double[] values;
    private readonly double[] weightFrom;

    private EvidenceScale(double[] values, double[] weightFrom, double all, double tail)
    {
        (this.values, this.weightFrom) = (values, weightFrom);
        (Weight, Tail) = (all, tail);
    }

    /// <summary>The values that were seen, rising.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Weight of all values from one on.</summary>
    public ReadOnlySpan<double> WeightFrom => weightFrom;

    /// <summary>Weight of all conversations, those of which nothing could be said too: n.</summary>
    public double Weight { get; }

    /// <summary>Scale of the tail.</summary>
    public double Tail { get; }

    /// <summary>How many conversations something could be said of.</summary>
    public int References => values.Length;

    /// <summary>The smallest p-value that it can say.</summary>
    public double Smallest => 1 / ((Weight + 1) * (Math.Min(values.Length, Weight) + 1));

    /// <summary>Calibrates.</summary>
    /// <param name="statistics">One value per conversation; NaN where there is nothing to say.</param>
    /// <param name="weights">As many, above 0.</param>
    /// <param name="leastTail">Least scale of the tail.</param>
    public static EvidenceScale Of(double[] statistics, double[] weights, double leastTail)
    {
        int[] order = [.. Enumerable.Range(0, statistics.Length).Where(i => double.IsFinite(statistics[i]))];
        Array.Sort(Array.ConvertAll(order, i => statistics[i]), order);
        double[] values = [.. order.Select(i => statistics[i])];
        var from = new double[values.Length];
        var sum = 0.0;
        for (var i = values.Length - 1; i >= 0; i--) from[i] = sum += weights[order[i]];
        var all = weights.Sum();
        return new EvidenceScale(values, from, all, Excess(values, from, all, leastTail));
    }

    /// <summary>The scale of a kind that was not calibrated: nothing is strange to it.</summary>
    public static EvidenceScale Silent { get; } = new([], [], 0, 1);

    /// <summary>A scale from what was kept of it.</summary>
    /// <exception cref="ArgumentException">It cannot have been kept so.</exception>
    public static EvidenceScale Restore(double[] values, double[] weightFrom, double weight, double tail)
    {
        var rises = tail > 0 && weight >= 0;
        for (var i = 0; rises && i < values.Length; i++)
        {
            rises = weightFrom[i] > 0
                && (i == 0 || (values[i] >= values[i - 1] && weightFrom[i] <= weightFrom[i - 1]));
        }

        return rises
            ? new EvidenceScale(values, weightFrom, weight, tail)
            : throw new ArgumentException("The values of the scale do not rise as they must.", nameof(values));
    }

    /// <summary>The p-value of a statistic; 1 where there is nothing to say.</summary>
    public double PValue(double statistic)
    {
        if (!double.IsFinite(statistic)) return 1;
        var least = statistic - Absolute - (Relative * Math.Abs(statistic));
        var at = Array.BinarySearch(values, least);
        if (at < 0) at = ~at;
        else while (at > 0 && values[at - 1] == least) at--;
        var p = (1 + (at < values.Length ? weightFrom[at] : 0)) / (Weight + 1);
        var largest = values.Length > 0 ? values[^1] : 0;
        if (at < values.Length || least <= largest) return Math.Min(p, 1);
        var floor = 1 / (Math.Min(values.Length, Weight) + 1);
        return p * (floor + ((1 - floor) * Math.Pow(1 + (Shape * (least - largest) / Tail), -1 / Shape)));
    }

    // Half the mean excess over the threshold that √n of the weight lies above.
    private static double Excess(double[] values, double[] from, double all, double least)
    {
        if (values.Length == 0) return least;
        if (values.Length < 10) return Math.Max(least, values.Average(Math.Abs));
        var above = Math.Max(Math.Sqrt(all), 5);
        var at = values.Length - 1;
        while (at > 0 && from[at - 1] <= above) at--;
        var excess = 0.0;
        for (var i = at; i < values.Length; i++)
            excess += (from[i] - (i + 1 < values.Length ? from[i + 1] : 0)) * (values[i] - values[at]);
        return Math.Max((1 - Shape) * excess / from[at], least);
    }
}
