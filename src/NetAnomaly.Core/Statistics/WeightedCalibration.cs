namespace NetAnomaly.Core.Statistics;

/// <summary>
/// Weighted values of normal traffic: turns a value into a conformal p-value, (1 + weight of values ≥ value) / (1 + all
/// weight) (Vovk, Gammerman and Shafer 2005). Beyond the largest value goes on a generalised Pareto tail of shape 1
/// whose scale is the mean excess over the highest hundredth (peaks over threshold; Pickands 1975). The shape is not
/// fitted but set to be heavy: with few hosts a fitted one runs away. Immutable.
/// </summary>
internal sealed class WeightedCalibration
{
    /// <summary>The value of what has nothing to show: below every other, and no part of the tail.</summary>
    public const double Nothing = -99;

    // Enough for every p-value above 1/MostPoints to be right to a few parts in a hundred; all larger values are kept.
    private const int MostPoints = 8192;
    private const double TailShare = 0.01;
    private readonly double[] values;
    private readonly double[] weightFrom;

    private WeightedCalibration(double[] values, double[] weightFrom, double tailScale)
    {
        this.values = values;
        this.weightFrom = weightFrom;
        TailScale = tailScale;
    }

    /// <summary>
    /// The values, rising; with <see cref="WeightFrom"/> and <see cref="TailScale"/> all that is to be kept.
    /// </summary>
    public IReadOnlyList<double> Values => values;

    /// <summary>The weight of all values from one on.</summary>
    public IReadOnlyList<double> WeightFrom => weightFrom;

    /// <summary>Mean excess over the threshold of the tail.</summary>
    public double TailScale { get; }

    /// <summary>The weight of all values.</summary>
    public double Weight => weightFrom.Length > 0 ? weightFrom[0] : 0;

    /// <summary>The weight of the values that show something.</summary>
    public double WeightOfSome
    {
        get
        {
            var first = Array.FindIndex(values, value => value > Nothing);
            return first < 0 ? 0 : weightFrom[first];
        }
    }

    /// <summary>Calibrates on values of some weight.</summary>
    /// <param name="values">Finite values in any order.</param>
    /// <param name="weights">As many, each above 0.</param>
    public static WeightedCalibration Of(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        var sorted = values.ToArray();
        var own = weights.ToArray();
        Array.Sort(sorted, own);
        var from = new double[sorted.Length];
        var sum = 0.0;
        for (var i = sorted.Length - 1; i >= 0; i--) from[i] = sum += own[i];

        var kept = Kept(sorted);
        return new WeightedCalibration(
            [.. kept.Select(i => sorted[i])], [.. kept.Select(i => from[i])], ExcessOverTail(sorted, own, sum));
    }

    /// <summary>A calibration from what was kept of it.</summary>
    /// <exception cref="InvalidDataException">It cannot have been kept so.</exception>
    public static WeightedCalibration Restore(double[] values, double[] weightFrom, double tailScale)
    {
        var fits = values.Length == weightFrom.Length && double.IsFinite(tailScale) && tailScale > 0;
        for (var i = 0; fits && i < values.Length; i++)
        {
            fits = double.IsFinite(values[i]) && double.IsFinite(weightFrom[i]) && weightFrom[i] > 0
                && (i == 0 || (values[i] > values[i - 1] && weightFrom[i] <= weightFrom[i - 1]));
        }

        return fits
            ? new WeightedCalibration(values, weightFrom, tailScale)
            : throw new InvalidDataException("a calibration in its weights does not rise as it must");
    }

    /// <summary>−ln p of a value, at least 0.</summary>
    public double Evidence(double value)
    {
        if (values.Length == 0 || double.IsNaN(value)) return 0;
        var all = weightFrom[0] + 1;
        if (value > values[^1])
        {
            // Where nothing ever showed anything, that anything does is beyond all that was seen; how much is told from
            // 0, which is as expected.
            var last = values[^1] == Nothing ? 0 : values[^1];
            return Math.Log(all) + Math.Log(1 + (Math.Max(0, value - last) / TailScale));
        }

        var at = Array.BinarySearch(values, value);
        return Math.Max(0, Math.Log(all / (1 + weightFrom[at < 0 ? ~at : at])));
    }

    // The first of each run of equal values; of many, all of the highest and evenly spaced ones below.
    private static int[] Kept(double[] sorted)
    {
        int[] distinct = [.. Enumerable.Range(0, sorted.Length).Where(i => i == 0 || sorted[i] > sorted[i - 1])];
        if (distinct.Length <= MostPoints) return distinct;
        const int Half = MostPoints / 2;
        var lower = distinct.Length - Half;
        return
        [
            .. Enumerable.Range(0, Half).Select(i => distinct[(int)((long)i * lower / Half)]), .. distinct[lower..],
        ];
    }

    private static double ExcessOverTail(double[] sorted, double[] weights, double all)
    {
        var (at, weight) = (sorted.Length, 0.0);
        while (at > 0 && weight < TailShare * all && sorted[at - 1] > Nothing) weight += weights[--at];
        if (at == sorted.Length) return 1;
        var threshold = sorted[at];
        var (excess, above) = (0.0, 0.0);
        for (var i = at; i < sorted.Length; i++)
        {
            if (sorted[i] <= threshold) continue;
            excess += weights[i] * (sorted[i] - threshold);
            above += weights[i];
        }

        return above > 0 && excess > 0 ? excess / above : 1;
    }
}
