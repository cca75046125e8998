namespace NetAnomaly.Core.Tokens;

/// <summary>A detector that may keep a vector for each word that it tells apart.</summary>
internal interface IWordEmbeddings
{
    /// <summary>The words it knows.</summary>
    Vocabulary Vocabulary { get; }

    /// <summary>The vectors of a factor's words; <see langword="null"/> where the detector has none.</summary>
    /// <param name="factor">The factor's index.</param>
    WordEmbedding? Embedding(int factor);
}
