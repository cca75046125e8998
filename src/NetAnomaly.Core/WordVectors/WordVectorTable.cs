using System.Numerics.Tensors;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.WordVectors;

/// <summary>The vectors of one factor's words: trained as such, or the embeddings of a network. Immutable.</summary>
internal sealed class WordVectorTable
{
    private readonly FactorVocabulary vocabulary;
    private readonly float[] norms;

    /// <summary>Vectors of the first words of a vocabulary.</summary>
    /// <param name="vocabulary">The words.</param>
    /// <param name="vectors">Their vectors by id, the reserved two included; of the words beyond, that of
    /// <see cref="FactorVocabulary.Unknown"/> is.</param>
    /// <exception cref="ArgumentException">There are more vectors than words, or none for the reserved two.</exception>
    public WordVectorTable(FactorVocabulary vocabulary, WordEmbedding vectors)
    {
        if (vectors.Words < FactorVocabulary.Reserved || vectors.Words > vocabulary.Size)
        {
            throw new ArgumentException(
                $"There are {vectors.Words} vectors for {vocabulary.Size} words.", nameof(vectors));
        }

        this.vocabulary = vocabulary;
        Vectors = vectors;
        norms = [.. Enumerable.Range(0, vectors.Words).Select(id => TensorPrimitives.Norm(vectors[id]))];
    }

    /// <summary>The vectors, by id.</summary>
    public WordEmbedding Vectors { get; }

    /// <summary>
    /// Whether a word has a vector of its own: training saw it, and it is not one of those that stand together as the
    /// unknown word.
    /// </summary>
    public bool Knows(string word) => vocabulary.Contains(word) && vocabulary.Id(word) < Vectors.Words;

    /// <summary>The words nearest to a word, those that are the unknown word taken together.</summary>
    /// <param name="word">A word; what training did not see is the unknown word.</param>
    /// <param name="count">How many at most.</param>
    public IReadOnlyList<WordNeighbor> Nearest(string word, int count) =>
        Nearest(vocabulary.Id(word) is var id && id < Vectors.Words ? id : FactorVocabulary.UnknownId, count);

    /// <summary>The words nearest to a word, nearest first; of those equally near the more frequent.</summary>
    /// <param name="id">Its id, below the number of vectors.</param>
    /// <param name="count">How many at most.</param>
    /// <returns>Other words than itself; none where it has no vector, as the unknown word has not where every word was
    /// seen.</returns>
    public IReadOnlyList<WordNeighbor> Nearest(int id, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(id, Vectors.Words);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (!HasVector(id)) return [];
        return
        [
            .. Enumerable.Range(0, Vectors.Words)
                .Where(other => other != id && HasVector(other))
                .Select(other => new WordNeighbor(other, vocabulary[other].Text, Similarity(id, other)))
                .OrderByDescending(neighbor => neighbor.Similarity).ThenBy(neighbor => neighbor.Id)
                .Take(count),
        ];
    }

    // The unknown word means something only where some words are it.
    private bool HasVector(int id) => norms[id] > 0
        && (id >= FactorVocabulary.Reserved || (id == FactorVocabulary.UnknownId && Vectors.Words < vocabulary.Size));

    private double Similarity(int left, int right) =>
        Math.Clamp(TensorPrimitives.Dot(Vectors[left], Vectors[right]) / ((double)norms[left] * norms[right]), -1, 1);
}
