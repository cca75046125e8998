namespace NetAnomaly.Core.Sampling.Randomness;

/// <summary>A log-normal quantity: sizes and durations of flows are skewed, with many small ones and a few large.</summary>
/// <param name="Median">Half of the draws are smaller.</param>
/// <param name="Spread">Standard deviation of the natural logarithm; 0 for a constant.</param>
/// <param name="Least">Never less than this.</param>
internal readonly record struct Amount(double Median, double Spread = 0, double Least = 0)
{
    public double Draw(SampleRandom random) =>
        Spread == 0 ? Math.Max(Least, Median) : Math.Max(Least, Median * PortableMath.Exp(Spread * random.Normal()));

    /// <summary>The same shape, so many times as large.</summary>
    public Amount Times(double factor) => this with { Median = Median * factor, Least = Least * factor };
}
