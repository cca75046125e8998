namespace NetAnomaly.Core.Detection;

/// <summary>Scores of conversations as if training had not seen them, and whose they are. Immutable.</summary>
internal sealed class CalibrationSet
{
    /// <summary>Scores with the conversations that they belong to.</summary>
    /// <param name="conversations">Conversations of the dataset, each once, rising.</param>
    /// <param name="scores">The score of each.</param>
    /// <exception cref="ArgumentException">There are not as many scores as conversations, or these do not
    /// rise.</exception>
    public CalibrationSet(IReadOnlyList<int> conversations, double[] scores)
    {
        if (conversations.Count != scores.Length)
            throw new ArgumentException(
                $"{conversations.Count} conversations have {scores.Length} scores.", nameof(scores));
        for (var i = 1; i < conversations.Count; i++)
        {
            if (conversations[i] <= conversations[i - 1])
                throw new ArgumentException("Conversations of a calibration set rise.", nameof(conversations));
        }

        (Conversations, Scores) = (conversations, scores);
    }

    /// <summary>Conversations of the dataset, rising.</summary>
    public IReadOnlyList<int> Conversations { get; }

    /// <summary>The score of each.</summary>
    public double[] Scores { get; }

    /// <summary>The scores of all conversations of a dataset, in its order.</summary>
    public static CalibrationSet OfAll(double[] scores) => new([.. Enumerable.Range(0, scores.Length)], scores);

    /// <summary>The scores of some of the conversations.</summary>
    /// <param name="conversations">Which, rising.</param>
    /// <exception cref="KeyNotFoundException">One of them has no score here.</exception>
    public double[] Of(IReadOnlyList<int> conversations)
    {
        if (conversations.SequenceEqual(Conversations)) return Scores;
        var known = Conversations.Select((conversation, at) => (conversation, at))
            .ToDictionary(pair => pair.conversation, pair => pair.at);
        return [.. conversations.Select(conversation => Scores[known[conversation]])];
    }

    /// <summary>Those that a predicate holds of.</summary>
    public CalibrationSet Where(Func<int, bool> predicate)
    {
        int[] kept = [.. Conversations.Where(predicate)];
        return new(kept, Of(kept));
    }
}
