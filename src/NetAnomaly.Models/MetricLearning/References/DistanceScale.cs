namespace NetAnomaly.Models.MetricLearning.References;

/// <summary>
/// Turns a distance into how surprising it is for normal traffic, in nats, so that encoders of different scale can be averaged: −ln of the
/// share of held-out normal rows that lie at least as far. Past their 99th percentile an exponential tail (peaks over threshold) goes on.
/// </summary>
/// <param name="Knots">The percentiles 0 to 99 of the distances of normal rows, ascending.</param>
/// <param name="Excess">Mean excess over the last of them; above 0.</param>
internal sealed record DistanceScale(float[] Knots, float Excess)
{
    /// <summary>Percentiles that are kept.</summary>
    public const int Percentiles = 100;

    // From here on surprise grows as a logarithm: no single encoder shall decide alone.
    private const double Damped = 8;
    private const float LeastExcess = 1e-6f;

    /// <summary>Learns from the distances of normal rows; one or more.</summary>
    public static DistanceScale Of(IEnumerable<float> distances)
    {
        float[] sorted = [.. distances.Order()];
        var knots = new float[Percentiles];
        for (var i = 0; i < knots.Length; i++) knots[i] = sorted[i * sorted.Length / Percentiles];
        var beyond = sorted.Where(distance => distance > knots[^1]).ToArray();
        var excess = beyond.Length > 0 ? beyond.Average(distance => (double)distance - knots[^1]) : (knots[^1] - knots[0]) / Percentiles;
        return new DistanceScale(knots, Math.Max((float)excess, LeastExcess));
    }

    /// <summary>How surprising a distance is, nats, 0 or more.</summary>
    public double Surprise(float distance)
    {
        if (distance > Knots[^1])
        {
            var tail = At(Percentiles - 1) + ((distance - Knots[^1]) / Excess);
            return tail <= Damped ? tail : Damped + Math.Log(1 + tail - Damped);
        }

        var (low, high) = (0, Percentiles - 1);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Knots[middle] >= distance) high = middle;
            else low = middle + 1;
        }

        if (low == 0) return 0;
        var part = (distance - Knots[low - 1]) / (Knots[low] - Knots[low - 1]);
        return At(low - 1) + (part * (At(low) - At(low - 1)));
    }

    /// <summary>As it is kept: the percentiles, then the excess.</summary>
    public Tensor Stored() => tensor([.. Knots, Excess]);

    private static double At(int knot) => -Math.Log(1 - ((double)knot / Percentiles));
}
