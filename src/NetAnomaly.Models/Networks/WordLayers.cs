using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Models.Networks;

/// <summary>
/// The first and the last layer of every network: embeddings of a word's factors, summed, and one linear head per
/// factor.
/// </summary>
internal static class WordLayers
{
    /// <summary>One embedding per factor; padding is zero.</summary>
    public static Modules.ModuleList<Modules.Embedding> Embeddings(IEnumerable<int> words, long width)
    {
        var embeddings = nn.ModuleList<Modules.Embedding>();
        foreach (var size in words) embeddings.Add(nn.Embedding(size, width, padding_idx: FactorVocabulary.PadId));
        return embeddings;
    }

    /// <summary>One linear head per width: a network of words has one per factor, one of classes has one.</summary>
    public static Modules.ModuleList<Modules.Linear> Heads(IEnumerable<int> outputs, long width)
    {
        var heads = nn.ModuleList<Modules.Linear>();
        foreach (var size in outputs) heads.Add(nn.Linear(width, size));
        return heads;
    }

    /// <summary>The sum over the factors: (batch, length, factors) of ids to (batch, length, width).</summary>
    public static Tensor Embed(Modules.ModuleList<Modules.Embedding> embeddings, Tensor ids)
    {
        var sum = embeddings[0].forward(ids.select(2, 0));
        for (var factor = 1; factor < embeddings.Count; factor++)
            sum = sum + embeddings[factor].forward(ids.select(2, factor));
        return sum;
    }

    /// <summary>
    /// 1 where a word stands, 0 on padding: (batch, length, factors) of ids to (batch, length) of another tensor's
    /// precision.
    /// </summary>
    public static Tensor Present(Tensor ids, Tensor like) => ids.select(2, 0).ne(FactorVocabulary.PadId).to(like.dtype);
}
