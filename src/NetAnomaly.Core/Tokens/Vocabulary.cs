namespace NetAnomaly.Core.Tokens;

/// <summary>
/// The words of a model, one table per factor, with how often training used them. Fitted on training data only;
/// immutable.
/// </summary>
internal sealed class Vocabulary
{
    private readonly FactorVocabulary[] factors;

    /// <summary>A vocabulary of the given factors, in the order of the model's schemes.</summary>
    public Vocabulary(IEnumerable<FactorVocabulary> factors)
    {
        this.factors = [.. factors];
        if (this.factors.Length == 0)
            throw new ArgumentException("A vocabulary has at least one factor.", nameof(factors));
    }

    /// <summary>The factors, one per token scheme.</summary>
    public IReadOnlyList<FactorVocabulary> Factors => factors;

    /// <summary>A conversation as ids: position-major, [position × factors + factor].</summary>
    /// <exception cref="ArgumentException">The conversation has other schemes than the vocabulary has
    /// factors.</exception>
    public int[] Encode(Conversation sequence)
    {
        CheckFits(sequence);
        var ids = new int[sequence.FlowCount * factors.Length];
        for (var factor = 0; factor < factors.Length; factor++)
        {
            var words = sequence.Words(factor);
            var table = factors[factor];
            for (var position = 0; position < words.Length; position++)
                ids[(position * factors.Length) + factor] = table.Id(words[position]);
        }

        return ids;
    }

    /// <summary>The ids of many conversations, each as above.</summary>
    /// <exception cref="ArgumentException">One has another number of factors.</exception>
    public int[][] Encode(IReadOnlyList<Conversation> sequences)
    {
        foreach (var sequence in sequences) CheckFits(sequence);
        var ids = new int[sequences.Count][];
        Parallel.For(0, ids.Length, i => ids[i] = Encode(sequences[i]));
        return ids;
    }

    private void CheckFits(Conversation sequence)
    {
        if (sequence.Schemes.Count != factors.Length)
        {
            throw new ArgumentException(
                $"The conversation has {sequence.Schemes.Count} factors per word, the vocabulary {factors.Length}.",
                nameof(sequence));
        }
    }
}
