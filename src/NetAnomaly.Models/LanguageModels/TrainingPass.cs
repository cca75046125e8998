using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>What a way through the network and back gave, on the host.</summary>
/// <param name="Loss">The loss of these pieces, as their share of the step's.</param>
/// <param name="Sums">Weighted sums of surprisals, per factor.</param>
/// <param name="Right">For every word whether it was held most likely.</param>
/// <param name="Weights">What the words weigh.</param>
internal sealed record TrainingPass(double Loss, float[] Sums, bool[] Right, WordWeights Weights)
{
    /// <summary>Adds the gradients of some pieces of a step to the network's.</summary>
    /// <param name="network">The network.</param>
    /// <param name="set">Where the pieces lie.</param>
    /// <param name="members">Which of them.</param>
    /// <param name="norms">Per factor, what the step's weighted surprisals are divided by.</param>
    /// <param name="seed">The seed of what is drawn.</param>
    public static TrainingPass Take(WordNetwork network, PieceSet set, int[] members, double[] norms, long seed)
    {
        using var scope = NewDisposeScope();
        var batch = WordBatch.Of([.. members.Select(index => set.Pieces[index])], set.Shape);
        var weights = new WordWeights(set, members, batch.Length);
        var (surprisals, right) = Chance.Draw(seed, () => WordNetworkLoss.Judge(network, batch));
        var sums = surprisals.Select((factor, index) => (factor * network.Device.Exactly(network.Device.Put(tensor(weights[index])))).sum()).ToArray();
        var loss = sums[0] / norms[0];
        for (var factor = 1; factor < sums.Length; factor++) loss = loss + (sums[factor] / norms[factor]);
        loss.backward();
        return new TrainingPass(loss.item<float>(), [.. sums.Select(sum => sum.item<float>())], right, weights);
    }

    /// <summary>Counts it.</summary>
    public void AddTo(WordTally tally)
    {
        for (var factor = 0; factor < Sums.Length; factor++) tally.AddLoss(factor, Sums[factor], Weights.Totals[factor]);
        tally.AddRight(Right, Weights);
    }
}
