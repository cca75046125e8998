using NetAnomaly.Core.Detection;

namespace NetAnomaly.Models.Networks;

/// <summary>Makes the network of a description.</summary>
internal static class WordNetworks
{
    // A word that one flow used teaches nothing about itself, but all of them together teach how likely an unknown word is.
    private const int LeastFlows = 2;

    /// <summary>Whether there is a network of this kind.</summary>
    public static bool Has(ModelArchitecture architecture) => architecture is ModelArchitecture.Clstm or ModelArchitecture.Transformer or ModelArchitecture.BiLstm;

    /// <summary>A network with freshly drawn weights, drawn from the description's seed.</summary>
    public static WordNetwork Create(ModelSpec spec, IReadOnlyList<int> sizes) => Chance.Draw(spec.Seed, () => Draw(spec, sizes));

    /// <summary>Ids per factor that a network tells apart: the reserved ones and the most frequent words, of two flows or more; all behind are unknown to it.</summary>
    public static int[] Sizes(ModelSpec spec, Vocabulary vocabulary) =>
        [.. vocabulary.Factors.Select(factor => FactorVocabulary.Reserved + Math.Min(spec.MaxWords, factor.Words.Count(word => word.Flows >= LeastFlows)))];

    private static WordNetwork Draw(ModelSpec spec, IReadOnlyList<int> sizes) => (spec.Architecture, spec.Preset) switch
    {
        (ModelArchitecture.Clstm, ModelPreset.Default) => new Clstm(spec, sizes),
        (ModelArchitecture.Clstm, ModelPreset.Published) => new PublishedClstm(spec, sizes),
        (ModelArchitecture.Transformer, ModelPreset.Default) => new Transformer(spec, sizes),
        (ModelArchitecture.Transformer, ModelPreset.Published) => new PublishedTransformer(spec, sizes),
        (ModelArchitecture.BiLstm, ModelPreset.Default) => new BiLstm(spec, sizes),
        (ModelArchitecture.BiLstm, ModelPreset.Published) => new PublishedBiLstm(spec, sizes),
        _ => throw new NotSupportedException($"There is no network for {spec.Preset} {spec.Architecture} models."),
    };
}
