using NetAnomaly.Models.Devices;
using NetAnomaly.Models.Networks;
using NetAnomaly.Models.Training;

namespace NetAnomaly.Models.Words;

/// <summary>Conversations kept from fitting: their loss and accuracy tell which epoch is best.</summary>
internal sealed class ValidationSet(ChunkSet set)
{
    private const int TokensPerBatch = 4096;

    /// <summary>
    /// Mean surprisal of a word (nats, factors added up) and the share of words that were the likeliest in all factors;
    /// NaN where there are none.
    /// </summary>
    public (double Loss, double Accuracy) Measure(WordNetwork network, CancellationToken cancellation)
    {
        using var quiet = no_grad();
        var tally = new LossAccumulator(set.Shape.Factors);
        foreach (var members in WordBatch.Group(set.Pieces, set.Shape, TokensPerBatch))
        {
            cancellation.ThrowIfCancellationRequested();
            BatchSplitter.Run(network.Device, members, part => Judge(network, part, tally));
        }

        return (tally.Loss, tally.Accuracy);
    }

    private void Judge(WordNetwork network, int[] members, LossAccumulator tally)
    {
        using var scope = NewDisposeScope();
        var batch = WordBatch.Of([.. members.Select(index => set.Pieces[index])], set.Shape);
        var (judged, right) = WordNetworkLoss.Judge(network, batch);
        var surprisals = judged.Select(network.Device.ToFloats).ToArray();
        var weights = new WordWeights(set, members, batch.Length);
        for (var factor = 0; factor < surprisals.Length; factor++)
            tally.AddLoss(factor, weights.Sum(factor, surprisals[factor]), weights.Totals[factor]);
        tally.AddRight(weights.Sum(right), weights.Totals[0]);
    }
}
