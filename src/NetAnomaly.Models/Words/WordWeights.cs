namespace NetAnomaly.Models.Words;

/// <summary>The weights of a batch's words: one row of (pieces × length) per factor, 0 on padding.</summary>
internal sealed class WordWeights
{
    private readonly float[][] weights;

    /// <summary>The weights of some pieces of a set, padded to a length.</summary>
    public WordWeights(ChunkSet set, IReadOnlyList<int> members, int length)
    {
        var factors = set.Shape.Factors;
        weights = [.. Enumerable.Range(0, factors).Select(_ => new float[members.Count * length])];
        for (var row = 0; row < members.Count; row++)
        {
            var own = set.Weights[members[row]];
            for (var i = 0; i < own.Length; i++) weights[i % factors][(row * length) + (i / factors)] = own[i];
        }

        Totals = [.. weights.Select(factor => factor.Sum(weight => (double)weight))];
    }

    /// <summary>Sum of a factor's weights.</summary>
    public double[] Totals { get; }

    /// <summary>A factor's weights.</summary>
    public float[] this[int factor] => weights[factor];

    /// <summary>The weighted sum of a factor's surprisals.</summary>
    public double Sum(int factor, float[] surprisals)
    {
        double sum = 0;
        for (var i = 0; i < surprisals.Length; i++) sum += (double)surprisals[i] * weights[factor][i];
        return sum;
    }

    /// <summary>The weight of the words that were predicted right; a word weighs as its first factor does.</summary>
    public double Sum(bool[] right)
    {
        double sum = 0;
        for (var i = 0; i < right.Length; i++)
        {
            if (right[i]) sum += weights[0][i];
        }

        return sum;
    }
}
