namespace NetAnomaly.Models.Metric;

/// <summary>
/// Turns a distance into how surprising it is for normal traffic, in nats, so that encoders of different scale can be
/// averaged: −ln of the share of held-out normal rows that lie at least as far. Past their 99th percentile an
/// exponential tail (peaks over threshold) goes on. Where that rises too steeply, a line of the steepest rise allowed,
/// drawn from the percentile before, takes its place (at percentiles, the Pasch-Hausdorff envelope; between two of them
/// surprise may rise up to twice as fast).
/// </summary>
internal sealed class DistanceScale
{
    /// <summary>Percentiles that are kept.</summary>
    public const int Percentiles = 100;

    // From here on surprise grows as a logarithm: no single encoder should decide alone.
    private const double Damped = 8;
    private const float LeastExcess = 1e-6f;

    private readonly float[] knots;
    private readonly float excess;
    private readonly SlopeLimit? steepest;
    private readonly double[] heights = new double[Percentiles];

    /// <summary>A scale.</summary>
    /// <param name="knots">The percentiles 0 to 99 of the distances of normal rows, ascending.</param>
    /// <param name="excess">Mean excess over the last of them; above 0.</param>
    /// <param name="steepest">How fast surprise may rise; <see langword="null"/> where it may jump.</param>
    public DistanceScale(float[] knots, float excess, SlopeLimit? steepest)
    {
        this.knots = knots;
        this.excess = excess;
        this.steepest = steepest;
        for (var i = 1; i < Percentiles; i++)
            heights[i] = knots[i] == knots[i - 1] ? heights[i - 1] : Math.Min(At(i), Highest(i - 1, knots[i]));
    }

    /// <summary>Learns from the distances of normal rows; one or more.</summary>
    public static DistanceScale Of(IEnumerable<float> distances, SlopeLimit? steepest)
    {
        float[] sorted = [.. distances.Order()];
        var knots = new float[Percentiles];
        for (var i = 0; i < knots.Length; i++) knots[i] = sorted[i * sorted.Length / Percentiles];
        var beyond = sorted.Where(distance => distance > knots[^1]).ToArray();
        var excess = beyond.Length > 0
            ? beyond.Average(distance => (double)distance - knots[^1])
            : (knots[^1] - knots[0]) / Percentiles;
        return new DistanceScale(knots, Math.Max((float)excess, LeastExcess), steepest);
    }

    /// <summary>How surprising a distance is, nats, 0 or more.</summary>
    public double Surprise(float distance)
    {
        var (low, high) = (0, Percentiles);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (knots[middle] >= distance) high = middle;
            else low = middle + 1;
        }

        // Now the first percentile at least as far, if there is one.
        return low == 0
            ? 0
            : Math.Min(low == Percentiles ? Tail(distance) : Between(low, distance), Highest(low - 1, distance));
    }

    /// <summary>As it is kept: the percentiles, then the excess.</summary>
    public Tensor Stored() => tensor([.. knots, excess]);

    private double Between(int above, float distance) =>
        At(above - 1)
        + ((distance - knots[above - 1]) / (knots[above] - knots[above - 1]) * (At(above) - At(above - 1)));

    private double Tail(float distance)
    {
        var tail = At(Percentiles - 1) + ((distance - knots[^1]) / excess);
        return tail <= Damped ? tail : Damped + Math.Log(1 + tail - Damped);
    }

    private double Highest(int below, float distance) => steepest is null
        ? double.PositiveInfinity
        : heights[below] + (steepest.NatsPerUnit * (steepest.Place(distance) - steepest.Place(knots[below])));

    private static double At(int knot) => -Math.Log(1 - ((double)knot / Percentiles));
}
