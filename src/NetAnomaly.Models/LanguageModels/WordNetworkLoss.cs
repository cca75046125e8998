using NetAnomaly.Core.Detection;
using NetAnomaly.Models.Networks;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>Surprisals of a batch under a network.</summary>
internal static class WordNetworkLoss
{
    /// <summary>−log p of every word, nats: one (pieces × length) tensor per factor, 0 on padding.</summary>
    public static Tensor[] Surprisals(WordNetwork network, WordBatch batch)
    {
        using var scope = NewDisposeScope();
        var logits = network.forward(batch.Inputs());
        var targets = batch.Targets();
        return [.. logits.Select((factor, index) => nn.functional
            .cross_entropy(
                factor.reshape(-1, factor.shape[2]), targets.select(2, index).reshape(-1),
                ignore_index: FactorVocabulary.PadId, reduction: nn.Reduction.None)
            .MoveToOuterDisposeScope())];
    }
}
