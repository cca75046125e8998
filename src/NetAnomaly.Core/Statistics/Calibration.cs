namespace NetAnomaly.Core.Statistics;

/// <summary>
/// The scores of held-out normal conversations: turns a score into a conformal p-value, (1 + #{calibration scores ≥
/// score}) / (n + 1) (Vovk, Gammerman and Shafer 2005, Algorithmic Learning in a Random World). Beyond the highest
/// score known it goes on along a fitted tail, where there is one, and says so. Immutable.
/// </summary>
internal sealed class Calibration
{
    /// <summary>
    /// Distinct scores that are kept at most. p-values of the higher half of them are exact, others at most 1/4,096 too
    /// large.
    /// </summary>
    public const int MostPoints = 8192;

    // Engines agree on scores within this share (docs/engines.md).
    private const double Agreement = 1e-4;

    private readonly double[] values;
    private readonly long[] countsFrom;

    /// <summary>A calibration of distinct scores and how often each occurred.</summary>
    /// <param name="scores">Rising, distinct, finite.</param>
    /// <param name="counts">As many, each at least 1.</param>
    /// <param name="beyond">How many more lie at or beyond the last score, of which no more is known.</param>
    /// <param name="tail">How it goes on beyond the last score, if that is known.</param>
    /// <exception cref="InvalidDataException">They are not so.</exception>
    public Calibration(IReadOnlyList<double> scores, IReadOnlyList<int> counts, long beyond = 0, TailFit? tail = null)
    {
        if (scores.Count != counts.Count)
            throw new InvalidDataException($"The calibration has {scores.Count} scores and {counts.Count} counts.");
        if (beyond < 0 || beyond > long.MaxValue / 2)
            throw new InvalidDataException("The calibration's number of scores beyond the last is out of range.");
        values = [.. scores];
        Counts = [.. counts];
        Trimmed = beyond;
        Tail = tail;
        countsFrom = new long[values.Length + 1];
        countsFrom[^1] = beyond;
        for (var i = values.Length - 1; i >= 0; i--)
        {
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] <= values[i - 1]) || Counts[i] < 1)
            {
                throw new InvalidDataException(
                    "The calibration's scores must rise and be finite, and each must have occurred.");
            }

            countsFrom[i] = countsFrom[i + 1] + Counts[i];
        }

        if (tail is not null && (!tail.IsSound || values.Length == 0 || tail.Threshold > values[^1]))
            throw new InvalidDataException("The calibration's tail is out of range.");
    }

    /// <summary>The distinct scores, rising.</summary>
    public IReadOnlyList<double> Scores => values;

    /// <summary>How often each occurred.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>
    /// How many more lie at or beyond the last score: those that were trimmed. They count, but their scores do not.
    /// </summary>
    public long Trimmed { get; }

    /// <summary>How it goes on beyond the last score; <see langword="null"/> where that is not known.</summary>
    public TailFit? Tail { get; }

    /// <summary>How many conversations it rests on.</summary>
    public long Size => countsFrom[0];

    /// <summary>The smallest p-value that rests on counting.</summary>
    public double MinPValue => (1.0 + Trimmed) / (Size + 1.0);

    /// <summary>
    /// The smallest p-value that can be said at all. Of n conversations a tail knows no more than that they end, so
    /// that it goes on for 1 / (n + 1) of what was counted at most, and never below a millionth.
    /// </summary>
    public double Smallest =>
        Tail is null ? MinPValue : MinPValue * Math.Max(TailFit.LeastRatio, 1 / (Size + 1.0));

    /// <summary>Calibrates on scores in any order, without a tail; those that are not finite are left out.</summary>
    public static Calibration Of(IEnumerable<double> scores)
    {
        var (values, counts, beyond) = Distinct(scores, 0);
        return new Calibration(values, counts, beyond);
    }

    /// <summary>
    /// Calibrates on scores in any order and fits their tail; those that are not finite are left out.
    /// </summary>
    /// <param name="scores">Scores of conversations.</param>
    /// <param name="trim">
    /// Share of the highest scores that may be those of attacks, 0 to below 1. They keep their place but not their
    /// value: normal scores are judged as without trimming, and the tail is fitted to what lies below.
    /// </param>
    public static Calibration WithTail(IEnumerable<double> scores, double trim)
    {
        var (values, counts, beyond) = Distinct(scores, trim);
        var tail = TailFitting.Fit(values, counts, beyond);
        (values, counts) = Thinned(values, counts);
        return new Calibration(values, counts, beyond, tail);
    }

    /// <summary>
    /// Calibrates on scores in any order that are themselves on the scale of −ln p: beyond the highest, p falls as
    /// e^−score does, as P(p ≤ x) falls with x. Nothing is fitted, and nothing can run away; conversations that are
    /// strange together raise how many there are, not how fast they fall.
    /// </summary>
    /// <param name="scores">Scores; those that are not finite are left out.</param>
    /// <param name="trim">Share of the highest that keep their place but not their value, 0 to below 1.</param>
    public static Calibration WithUnitTail(IEnumerable<double> scores, double trim)
    {
        var (values, counts, beyond) = Distinct(scores, trim);
        (values, counts) = Thinned(values, counts);
        return new Calibration(values, counts, beyond, values.Count == 0 ? null : new TailFit(values[^1], 1, 0));
    }

    /// <summary>
    /// The least that a score may be on another engine. A conversation that is repeated must meet its own like in the
    /// calibration on each of them, not fall just beyond: scores are looked up by this, which makes p-values larger, if
    /// anything.
    /// </summary>
    public static double Least(double score) => double.IsFinite(score) ? score - (Agreement * Math.Abs(score)) : score;

    /// <summary>The p-value of a score: 1 for a score that is not a number.</summary>
    public double PValue(double score) => Evaluate(score).Value;

    /// <summary>The p-value of a score and what it rests on.</summary>
    public PValue Evaluate(double score)
    {
        if (double.IsNaN(score)) return Known(1, PValueKind.Conformal);
        score = Least(score);
        if (Tail is not null && score > values[^1])
            return Estimate(Math.Max(Smallest, MinPValue * Tail.Ratio(score, values[^1])));
        var at = Array.BinarySearch(values, score);
        return Known((1.0 + countsFrom[at < 0 ? ~at : at]) / (Size + 1.0), PValueKind.Conformal);
    }

    private PValue Estimate(double value) =>
        Known(value, PValueKind.TailEstimate) with { Conservative = Trimmed == 0 ? MinPValue : value };

    private PValue Known(double value, PValueKind kind) => new(value, kind, Size)
    {
        Smallest = Smallest, SmallestConservative = Trimmed == 0 ? MinPValue : Smallest,
    };

    private static (List<double> Values, List<int> Counts, long Beyond) Distinct(
        IEnumerable<double> scores, double trim)
    {
        double[] sorted = [.. scores.Where(double.IsFinite)];
        Array.Sort(sorted);
        var beyond = (int)(sorted.Length * trim);
        var (values, counts) = (new List<double>(), new List<int>());
        foreach (var score in sorted.AsSpan(0, sorted.Length - beyond))
        {
            if (values.Count > 0 && values[^1] == score)
            {
                counts[^1]++;
            }
            else
            {
                values.Add(score);
                counts.Add(1);
            }
        }

        return (values, counts, beyond);
    }

    // Keeps the higher half of the points that may be kept; below, each is moved up to the next that is kept, which
    // makes p-values a little larger, never smaller.
    private static (List<double> Values, List<int> Counts) Thinned(List<double> values, List<int> counts)
    {
        if (values.Count <= MostPoints) return (values, counts);
        const int Half = MostPoints / 2;
        var lower = values.Count - Half;
        var (keptValues, keptCounts) = (new List<double>(MostPoints), new List<int>(MostPoints));
        for (int i = 0, kept = 0; i < lower; kept++)
        {
            var last = (int)((long)(kept + 1) * lower / Half) - 1;
            var sum = 0;
            for (; i <= last; i++) sum += counts[i];
            keptValues.Add(values[last]);
            keptCounts.Add(sum);
        }

        keptValues.AddRange(values[lower..]);
        keptCounts.AddRange(counts[lower..]);
        return (keptValues, keptCounts);
    }
}
