using NetAnomaly.Core.Tokens;
namespace NetAnomaly.Core.Datasets;

/// <summary>Fits vocabularies on a corpus.</summary>
internal static class VocabularyFitting
{
    /// <summary>Counts the words of some conversations; words by falling count, then by text.</summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="schemes">Its token schemes, one per factor.</param>
    /// <param name="conversations">The conversations to count, in the order of the corpus.</param>
    public static Vocabulary Fit(
        ConversationTable corpus, IReadOnlyList<TokenScheme> schemes, IReadOnlyList<int> conversations) =>
        new(
            Enumerable.Range(0, corpus.Factors).Select(
                factor => FitFactor(corpus, schemes[factor], factor, conversations)));

    /// <summary>From raw words of the corpus to ids of the vocabulary: [factor][raw word].</summary>
    public static int[][] Map(ConversationTable corpus, Vocabulary vocabulary) =>
        [.. corpus.Texts.Select((texts, factor) => texts.Select(vocabulary.Factors[factor].Id).ToArray())];

    /// <summary>A conversation of the corpus as ids, position-major.</summary>
    public static int[] Encode(ConversationTable corpus, int[][] map, int conversation)
    {
        var ids = new int[corpus.Length(conversation) * map.Length];
        for (var factor = 0; factor < map.Length; factor++)
        {
            var at = factor;
            foreach (var token in corpus.Tokens(conversation, factor))
            {
                ids[at] = map[factor][token];
                at += map.Length;
            }
        }

        return ids;
    }

    private static FactorVocabulary FitFactor(
        ConversationTable corpus, TokenScheme scheme, int factor, IReadOnlyList<int> conversations)
    {
        var texts = corpus.Texts[factor];
        var flows = new long[texts.Count];
        var hosts = new long[texts.Count];
        var hostWindows = new long[texts.Count];
        var seen = new HashSet<long>();
        var seenInWindow = new HashSet<long>();
        var window = DateTime.MinValue;
        foreach (var conversation in conversations)
        {
            var words = corpus.Tokens(conversation, factor);
            var sources = corpus.Hosts(conversation);
            if (corpus.WindowStart(conversation) != window)
            {
                window = corpus.WindowStart(conversation);
                seenInWindow.Clear();
            }

            for (var position = 0; position < sources.Length; position++)
            {
                var word = words[position];
                flows[word]++;
                var pair = ((long)word << 32) | (uint)sources[position];
                if (!seenInWindow.Add(pair)) continue;
                hostWindows[word]++;
                if (seen.Add(pair)) hosts[word]++;
            }
        }

        return new FactorVocabulary(
            scheme,
            Enumerable.Range(0, texts.Count)
                .Where(word => flows[word] > 0)
                .OrderByDescending(word => flows[word]).ThenBy(word => texts[word], StringComparer.Ordinal)
                .Select(
                    word => new VocabularyEntry(texts[word], flows[word], hosts[word])
                    {
                        HostWindows = hostWindows[word],
                    }));
    }
}
