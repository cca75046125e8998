using NetAnomaly.Core.Statistics;

namespace NetAnomaly.Core.Tests.Detection.Ensembles;

public sealed class HarmonicMeanTests
{
    [Fact]
    public void It_is_the_weighted_harmonic_mean_of_the_p_values()
    {
        double[] p = [0.5, 0.01, 0.2], weights = [1, 2, 0.5];
        var expected = weights.Sum() / p.Zip(weights, (own, weight) => weight / own).Sum();
        Assert.Equal(expected, Math.Exp(-HarmonicMean.Combine([.. p.Select(own => -Math.Log(own))], weights)), 12);
    }

    [Fact]
    public void Evidence_beyond_any_number_does_not_overflow() =>
        Assert.Equal(5000 - Math.Log(2), HarmonicMean.Combine([5000, 0], [1, 1]), 9);

    [Fact]
    public void Shares_add_up_to_one_and_follow_the_evidence()
    {
        var shares = HarmonicMean.Shares([3, 1, 0], [1, 1, 0.5]);
        Assert.Equal(1, shares.Sum(), 12);
        Assert.Equal(Math.Exp(2), shares[0] / shares[1], 9);
    }
}
