using NetAnomaly.Internal;
namespace NetAnomaly.Flows.Samples;

/// <summary>
/// A log-normal quantity: sizes and durations of flows are skewed, with many small ones and a few large.
/// </summary>
/// <param name="Median">Half of the draws are smaller.</param>
/// <param name="Spread">Standard deviation of the natural logarithm; 0 for a constant.</param>
/// <param name="Least">Never less than this.</param>
/// <param name="Most">Larger ones are drawn again, so that the tail ends here.</param>
internal readonly record struct Amount(
    double Median, double Spread = 0, double Least = 0, double Most = double.PositiveInfinity)
{
    public double Draw(CounterRandom random)
    {
        if (Spread == 0) return Math.Max(Least, Median);
        double drawn;
        do
        {
            drawn = Median * PortableMath.Exp(Spread * random.Normal());
        }
        while (drawn > Most);
        return Math.Max(Least, drawn);
    }
}
