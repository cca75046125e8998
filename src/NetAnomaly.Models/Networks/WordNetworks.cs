using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>Makes the network of a description.</summary>
internal static class WordNetworks
{
    // A word that one flow used teaches nothing about itself, but all of them together teach how likely an unknown word is.
    private const int LeastFlows = 2;

    /// <summary>Whether there is a network of this kind.</summary>
    public static bool Has(ModelArchitecture architecture) => architecture is ModelArchitecture.Clstm or ModelArchitecture.Transformer or ModelArchitecture.BiLstm;

    /// <summary>A network that predicts words, with freshly drawn weights, drawn from the description's seed.</summary>
    public static WordNetwork Create(ModelSpec spec, IReadOnlyList<int> sizes) => RandomLock.Run(spec.Seed, () => Draw(spec, sizes, sizes));

    /// <summary>A network that tells classes apart: one head, of as many logits.</summary>
    public static WordNetwork CreateClassifier(ModelSpec spec, IReadOnlyList<int> sizes, int classes) => RandomLock.Run(spec.Seed, () => (spec.Architecture, spec.Preset) switch
    {
        (ModelArchitecture.Clstm, ModelPreset.Published) => new PublishedClstmClassifier(spec, sizes, classes),
        (ModelArchitecture.Transformer, ModelPreset.Published) => new PublishedTransformerClassifier(spec, sizes, classes),
        _ => Draw(spec, sizes, [classes]),
    });

    /// <summary>Whether a parameter belongs to a head: what a network learns, not how it sees words.</summary>
    public static bool IsHead(string parameter) => parameter.StartsWith("heads.", StringComparison.Ordinal);

    /// <summary>Ids per factor that a network tells apart: the reserved ones and the most frequent words, of two flows or more; all behind are unknown to it.</summary>
    public static int[] Sizes(ModelSpec spec, Vocabulary vocabulary) =>
        [.. vocabulary.Factors.Select(factor => FactorVocabulary.Reserved + Math.Min(spec.MaxWords, factor.Words.Count(word => word.Flows >= LeastFlows)))];

    private static WordNetwork Draw(ModelSpec spec, IReadOnlyList<int> sizes, IReadOnlyList<int> outputs) => (spec.Architecture, spec.Preset) switch
    {
        (ModelArchitecture.Clstm, ModelPreset.Default) => new Clstm(spec, sizes, outputs),
        (ModelArchitecture.Clstm, ModelPreset.Published) => new PublishedClstm(spec, sizes, outputs),
        (ModelArchitecture.Transformer, ModelPreset.Default) => new Transformer(spec, sizes, outputs),
        (ModelArchitecture.Transformer, ModelPreset.Published) => new PublishedTransformer(spec, sizes, outputs),
        (ModelArchitecture.BiLstm, ModelPreset.Default) => new BiLstm(spec, sizes, outputs),
        (ModelArchitecture.BiLstm, ModelPreset.Published) => new PublishedBiLstm(spec, sizes, outputs),
        _ => throw new NotSupportedException($"There is no network for {spec.Preset} {spec.Architecture} models."),
    };
}
