using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Tests.Detection.Ledgers;

public sealed class RegularitySurpriseTests
{
    [Theory]
    [InlineData(8, 0.3, 0.0013)]
    [InlineData(6, 0.6, 0.204)]
    [InlineData(10, 0.45, 0.0088)]
    public void It_bounds_how_often_independent_events_are_as_regular(int gaps, double variation, double about)
    {
        const int Trials = 300_000;
        var random = new Random(17);
        var found = Enumerable.Range(0, Trials).Count(_ => Variation(random, gaps) <= variation) / (double)Trials;
        Assert.InRange(found, 0.85 * about, 1.15 * about);
        // A bound, and not far off; the simulation itself is about five in a hundred off.
        Assert.InRange(
            Math.Exp(-LedgerStatistics.RegularitySurprise(gaps, variation)), 0.9 * found, 1.35 * found);
    }

    [Fact]
    public void More_gaps_and_less_variation_are_rarer_and_what_is_usual_is_no_surprise()
    {
        Assert.True(
            LedgerStatistics.RegularitySurprise(20, 0.3) > LedgerStatistics.RegularitySurprise(8, 0.3) + 5);
        Assert.True(
            LedgerStatistics.RegularitySurprise(8, 0.1) > LedgerStatistics.RegularitySurprise(8, 0.3) + 5);
        Assert.Equal(0, LedgerStatistics.RegularitySurprise(8, 2));
        Assert.Equal(0, LedgerStatistics.RegularitySurprise(6, float.MaxValue));
    }

    private static double Variation(Random random, int gaps)
    {
        var (sum, squares) = (0.0, 0.0);
        for (var i = 0; i < gaps; i++)
        {
            var gap = -Math.Log(1 - random.NextDouble());
            (sum, squares) = (sum + gap, squares + (gap * gap));
        }

        var mean = sum / gaps;
        return Math.Sqrt(Math.Max((squares / gaps) - (mean * mean), 0)) / mean;
    }
}
