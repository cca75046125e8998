using NetAnomaly.Core.Detectors;
using NetAnomaly.Core.Detectors.Networks;
using NetAnomaly.Core.Tokens;
using NetAnomaly.Models.Devices;

namespace NetAnomaly.Models.Networks;

/// <summary>Makes the network of a description.</summary>
internal static class WordNetworks
{
    // A word that one flow used teaches nothing about itself, but all of them together teach how likely an unknown word
    // is.
    private const int LeastFlows = 2;

    // Both kinds of layers count among the activations, at their usual width where a network has none of them: the
    // guess is to be too large rather than too small.
    private const int UsualGates = 4 * 64;
    private const int UsualFeedForward = 256;

    /// <summary>Whether there is a network of this kind.</summary>
    public static bool Has(ModelArchitecture architecture) =>
        DetectorKinds.Standard.All.OfType<IWordNetworkKind>().Any(kind => kind.Architecture == architecture);

    /// <summary>A network that predicts words, with freshly drawn weights, drawn from the description's seed.</summary>
    public static WordNetwork Create(ModelSpec spec, IReadOnlyList<int> sizes) =>
        RandomLock.Run(spec.Seed, () => Draw(spec, sizes, sizes));

    /// <summary>A network that tells classes apart: one head, of as many logits.</summary>
    public static WordNetwork CreateClassifier(ModelSpec spec, IReadOnlyList<int> sizes, int classes) =>
        RandomLock.Run(spec.Seed, () => (spec.Options, spec.Preset) switch
        {
            (ClstmOptions own, ModelPreset.Published) => new PublishedClstmClassifier(own, sizes, classes),
            (TransformerOptions own, ModelPreset.Published) => new PublishedTransformerClassifier(own, sizes, classes),
            _ => Draw(spec, sizes, [classes]),
        });

    /// <summary>Whether a parameter belongs to a head: what a network learns, not how it sees words.</summary>
    public static bool IsHead(string parameter) => parameter.StartsWith("heads.", StringComparison.Ordinal);

    /// <summary>
    /// Ids per factor that a network tells apart: the reserved ones and the most frequent words, of two flows or more;
    /// all behind are unknown to it.
    /// </summary>
    public static int[] Sizes(ModelSpec spec, Vocabulary vocabulary)
    {
        var most = spec.OptionsOf<WordNetworkOptions>().MaxWords;
        return
        [
            .. vocabulary.Factors.Select(factor =>
                FactorVocabulary.Reserved + Math.Min(most, factor.Words.Count(word => word.Flows >= LeastFlows))),
        ];
    }

    /// <summary>
    /// Numbers that lie between the layers for one word: a generous guess, to stay within a GPU's memory.
    /// </summary>
    public static long Activations(ModelSpec spec)
    {
        var options = spec.OptionsOf<WordNetworkOptions>();
        return 8L * ((long)options.EmbeddingSize + Gates(options) + FeedForward(options));
    }

    private static WordNetwork Draw(ModelSpec spec, IReadOnlyList<int> sizes, IReadOnlyList<int> outputs) =>
        (spec.Options, spec.Preset) switch
        {
            (ClstmOptions own, ModelPreset.Default) => new Clstm(own, sizes, outputs),
            (ClstmOptions own, ModelPreset.Published) => new PublishedClstm(own, sizes, outputs),
            (TransformerOptions own, ModelPreset.Default) => new Transformer(own, sizes, outputs),
            (TransformerOptions own, ModelPreset.Published) => new PublishedTransformer(own, sizes, outputs),
            (BiLstmOptions own, ModelPreset.Default) => new BiLstm(own, sizes, outputs),
            (BiLstmOptions own, ModelPreset.Published) => new PublishedBiLstm(own, sizes, outputs),
            _ => throw new NotSupportedException($"There is no network for {spec.Preset} {spec.Architecture} models."),
        };

    private static int Gates(WordNetworkOptions options) => options switch
    {
        ClstmOptions own => 4 * own.HiddenSize,
        BiLstmOptions own => 4 * own.HiddenSize,
        _ => UsualGates,
    };

    private static int FeedForward(WordNetworkOptions options) =>
        options is TransformerOptions own ? own.FeedForwardSize : UsualFeedForward;
}
