using NetAnomaly.Internal;

namespace NetAnomaly;

/// <summary>Options that all networks of words have.</summary>
public abstract record WordNetworkOptions : ClassifierOptions
{
    /// <summary>What counts as one use of a word: how much a word weighs in training, and how rare it is.</summary>
    [ModelParameter(Only = ParameterCondition.LanguageModel)]
    public TokenCounting CountBy { get; init; } = TokenCounting.Flow;

    /// <summary>
    /// Whether a word is held at least as surprising as it is rare (by <see cref="CountBy"/>), however well its
    /// neighbours predict it. What an infected host repeats predicts itself.
    /// </summary>
    [ModelParameter(Only = ParameterCondition.LanguageModel)]
    public bool RarityFloor { get; init; }

    /// <summary>
    /// Words per factor that are told apart, the most frequent, 1 to 65,536; all others are one unknown word to the
    /// network. Few make it faster and better: it need not learn to predict what only attackers use.
    /// </summary>
    public int MaxWords { get; init; } = 64;

    /// <summary>Width of a word's embedding, summed over its factors, 1 to 4096.</summary>
    public int EmbeddingSize { get; init; } = 64;

    /// <summary>
    /// For <see cref="ModelPreset.Published"/>: words before the one to predict that the network sees, 1 to 64.
    /// </summary>
    [ModelParameter(Only = ParameterCondition.Published)]
    public int ContextLength { get; init; } = 10;

    /// <summary>Share of activations dropped in training, 0 to below 1.</summary>
    public double Dropout { get; init; } = 0.1;

    /// <summary>
    /// Whether embeddings begin as word vectors (Word2Vec) of the training conversations instead of at random.
    /// </summary>
    public bool WordVectors { get; init; }
}
