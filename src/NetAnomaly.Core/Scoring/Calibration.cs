namespace NetAnomaly.Core.Scoring;

/// <summary>
/// The scores of held-out normal conversations: turns a score into a conformal p-value, (1 + #{calibration scores ≥ score}) / (n + 1)
/// (Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World). Immutable.
/// </summary>
public sealed class Calibration
{
    private readonly double[] values;
    private readonly long[] countsFrom;

    /// <summary>A calibration of distinct scores and how often each occurred.</summary>
    /// <param name="scores">Rising, distinct, finite.</param>
    /// <param name="counts">As many, each at least 1.</param>
    /// <exception cref="InvalidDataException">They are not so.</exception>
    public Calibration(IReadOnlyList<double> scores, IReadOnlyList<int> counts)
    {
        if (scores.Count != counts.Count) throw new InvalidDataException($"The calibration has {scores.Count} scores and {counts.Count} counts.");
        values = [.. scores];
        Counts = [.. counts];
        countsFrom = new long[values.Length + 1];
        for (var i = values.Length - 1; i >= 0; i--)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] <= values[i - 1]) || Counts[i] < 1)
            {
                throw new InvalidDataException("The calibration's scores must rise and be finite, and each must have occurred.");
            }

            countsFrom[i] = countsFrom[i + 1] + Counts[i];
        }
    }

    /// <summary>The distinct scores, rising.</summary>
    public IReadOnlyList<double> Scores => values;

    /// <summary>How often each occurred.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>How many conversations it rests on.</summary>
    public long Size => countsFrom[0];

    /// <summary>Calibrates on scores in any order; those that are not finite are left out.</summary>
    public static Calibration Of(IEnumerable<double> scores)
    {
        var groups = scores.Where(double.IsFinite).Order().GroupBy(score => score).ToArray();
        return new Calibration([.. groups.Select(group => group.Key)], [.. groups.Select(group => group.Count())]);
    }

    /// <summary>The p-value of a score: 1 / (n + 1) at the least, 1 for a score that is not a number.</summary>
    public double PValue(double score)
    {
        if (double.IsNaN(score)) return 1;
        var at = Array.BinarySearch(values, score);
        return (1.0 + countsFrom[at < 0 ? ~at : at]) / (Size + 1.0);
    }
}
