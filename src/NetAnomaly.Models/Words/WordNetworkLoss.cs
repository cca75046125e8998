using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.Words;

/// <summary>Surprisals of a batch under a network.</summary>
internal static class WordNetworkLoss
{
    /// <summary>−log p of every word, nats: one (pieces × length) tensor per factor, 0 on padding.</summary>
    public static Tensor[] Surprisals(WordNetwork network, WordBatch batch)
    {
        using var scope = NewDisposeScope();
        return
        [
            .. Surprisals(network, network.Predict(batch), batch).Select(factor => factor.MoveToOuterDisposeScope()),
        ];
    }

    /// <summary>
    /// The same, and for every word whether all its factors were held most likely (pieces × length; not told for
    /// padding).
    /// </summary>
    public static (Tensor[] Surprisals, bool[] Right) Judge(WordNetwork network, WordBatch batch)
    {
        using var scope = NewDisposeScope();
        var logits = network.Predict(batch);
        var surprisals = Surprisals(network, logits, batch);
        var targets = batch.Targets();
        var right = new bool[batch.Pieces.Count * batch.Length];
        Array.Fill(right, true);
        for (var factor = 0; factor < logits.Length; factor++)
        {
            var guesses = network.Device.ToInt64s(logits[factor].detach().argmax(2));
            var truth = targets.select(2, factor).contiguous().data<long>().ToArray();
            for (var i = 0; i < right.Length; i++) right[i] &= guesses[i] == truth[i];
        }

        return ([.. surprisals.Select(factor => factor.MoveToOuterDisposeScope())], right);
    }

    private static Tensor[] Surprisals(WordNetwork network, Tensor[] logits, WordBatch batch)
    {
        var targets = network.Device.ToDevice(batch.Targets());
        return [.. logits.Select((factor, index) => nn.functional.cross_entropy(
            network.Device.ToFloat32(factor).reshape(-1, factor.shape[2]), targets.select(2, index).reshape(-1),
            ignore_index: FactorVocabulary.PadId, reduction: nn.Reduction.None))];
    }
}
