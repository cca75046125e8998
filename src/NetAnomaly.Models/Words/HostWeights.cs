using System.Runtime.InteropServices;
using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Models.Words;

/// <summary>
/// Weights under which every source address (in every window, where windows count) has one use of a word in all,
/// however often it repeats it: the words that one busy or infected host makes by the thousand stay rare. Summed over a
/// corpus a word weighs as many as the distinct sources that used it.
/// </summary>
internal sealed class HostWeights
{
    private readonly ConversationTable corpus;
    private readonly bool byWindow;
    private readonly Dictionary<(int Host, long Window), int> users = [];
    private readonly Dictionary<long, int>[] uses;

    private HostWeights(ConversationTable corpus, bool byWindow)
    {
        this.corpus = corpus;
        this.byWindow = byWindow;
        uses = [.. Enumerable.Range(0, corpus.Factors).Select(_ => new Dictionary<long, int>())];
    }

    /// <summary>
    /// Counts the uses of every pair of word and source; <see langword="null"/> where every flow counts.
    /// </summary>
    /// <param name="corpus">The corpus.</param>
    /// <param name="conversations">Which of its conversations.</param>
    /// <param name="ids">From a conversation to its ids as the network knows them.</param>
    /// <param name="countBy">What counts as one use of a word.</param>
    public static HostWeights? Of(
        ConversationTable corpus, IReadOnlyList<int> conversations, Func<int, int[]> ids, TokenCounting countBy)
    {
        if (countBy == TokenCounting.Flow) return null;
        var weights = new HostWeights(corpus, byWindow: countBy == TokenCounting.SourceWindow);
        foreach (var conversation in conversations)
        {
            var words = ids(conversation);
            for (var at = 0; at < words.Length; at++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(
                    weights.uses[at % corpus.Factors], weights.Key(words[at], conversation, at / corpus.Factors),
                    out _)++;
            }
        }

        return weights;
    }

    /// <summary>The weight of one use.</summary>
    /// <param name="word">The word.</param>
    /// <param name="factor">Its factor.</param>
    /// <param name="conversation">The conversation that used it, one of those counted.</param>
    /// <param name="position">The flow in it.</param>
    public float Of(int word, int factor, int conversation, int position) =>
        1f / uses[factor][Key(word, conversation, position)];

    private long Key(int word, int conversation, int position) =>
        ((long)word << 32) | (uint)User(conversation, position);

    private int User(int conversation, int position)
    {
        var host = corpus.Hosts(conversation)[position];
        if (!byWindow) return host;
        ref var user = ref CollectionsMarshal.GetValueRefOrAddDefault(
            users, (host, corpus.WindowStart(conversation).Ticks), out var isKnown);
        if (!isKnown) user = users.Count;
        return user;
    }
}
