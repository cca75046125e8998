namespace NetAnomaly.Models.Training;

/// <summary>Weighted sums of surprisals and of right guesses. Its numbers can be stored and restored.</summary>
internal sealed class LossAccumulator
{
    private readonly double[] sums;
    private readonly double[] weights;

    /// <summary>Empty sums.</summary>
    public LossAccumulator(int factors)
    {
        sums = new double[factors + 1];
        weights = new double[factors + 1];
    }

    /// <summary>All that it holds.</summary>
    public double[] Numbers
    {
        get => [.. sums, .. weights];
        init => (sums, weights) = (value[..(value.Length / 2)], value[(value.Length / 2)..]);
    }

    /// <summary>Mean surprisal of a word, nats, factors added up; NaN where nothing was added.</summary>
    public double Loss => Enumerable.Range(0, sums.Length - 1).Sum(factor => sums[factor] / weights[factor]);

    /// <summary>Share of words whose factors were all guessed right; NaN where nothing was added.</summary>
    public double Accuracy => sums[^1] / weights[^1];

    /// <summary>Adds a weighted sum of surprisals for one factor.</summary>
    public void AddLoss(int factor, double sum, double weight)
    {
        sums[factor] += sum;
        weights[factor] += weight;
    }

    /// <summary>Adds the weight of right guesses, and of all.</summary>
    public void AddRight(double right, double weight)
    {
        sums[^1] += right;
        weights[^1] += weight;
    }
}
