using System.Runtime.InteropServices;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.WordVectors;

/// <summary>
/// How often which word stands near which: all that skip-gram learns from. Each distinct conversation is walked once
/// and counts as often as it occurs, so that the repeats of a day cost nothing.
/// </summary>
/// <param name="Uses">How often each word occurs, by id.</param>
/// <param name="Pairs">Pairs of word and context, both ways, with their weights; ordered.</param>
internal sealed record ContextPairs(double[] Uses, IReadOnlyList<(int Word, int Context, double Weight)> Pairs)
{
    /// <summary>Counts the pairs of one factor.</summary>
    public static ContextPairs Of(
        ConversationTable corpus, FactorVocabulary vocabulary, int factor, IReadOnlyList<int> conversations,
        WordVectorOptions options, CancellationToken cancellation)
    {
        var words = Math.Min(vocabulary.Size, options.Words);
        int[] ids =
        [
            .. corpus.Texts[factor].Select(vocabulary.Id).Select(id => id < words ? id : FactorVocabulary.UnknownId),
        ];
        var repeats = Repeats(corpus, factor, conversations, ids);
        var uses = new double[words];
        foreach (var (sequence, times) in repeats)
        {
            foreach (var word in sequence) uses[word] += times;
        }

        var keep = Keep(uses, options.Subsample);
        var weights = new Dictionary<long, double>();
        foreach (var (sequence, times) in repeats)
        {
            cancellation.ThrowIfCancellationRequested();
            Add(weights, sequence, times, keep, options.Window);
        }

        return new ContextPairs(
            uses,
            [
                .. weights.OrderBy(pair => pair.Key).SelectMany(
                    pair => BothWays((int)(pair.Key >> 32), (int)pair.Key, pair.Value)),
            ]);
    }

    private static Dictionary<int[], int> Repeats(
        ConversationTable corpus, int factor, IReadOnlyList<int> conversations, int[] ids)
    {
        var repeats = new Dictionary<int[], int>(IntSequenceComparer.Instance);
        foreach (var conversation in conversations)
        {
            var raw = corpus.Tokens(conversation, factor);
            var sequence = new int[raw.Length];
            for (var at = 0; at < sequence.Length; at++) sequence[at] = ids[raw[at]];
            CollectionsMarshal.GetValueRefOrAddDefault(repeats, sequence, out _)++;
        }

        return repeats;
    }

    // Share of a word's uses that is kept, √(t / f) + t / f, f its share of all words: as in the published program.
    private static double[] Keep(double[] uses, double subsample)
    {
        var total = uses.Sum();
        return
        [
            .. uses.Select(
                count => subsample > 0 && count > 0
                    ? Math.Min(1, Math.Sqrt(subsample * total / count) + (subsample * total / count))
                    : 1),
        ];
    }

    // The published program draws the reach of each word's window from 1 to the window, and leaves words out at random;
    // here both count by their mean.
    private static void Add(Dictionary<long, double> weights, int[] sequence, int times, double[] keep, int window)
    {
        for (var at = 0; at < sequence.Length; at++)
        {
            for (var distance = 1; distance <= window && at + distance < sequence.Length; distance++)
            {
                var (first, second) = (sequence[at], sequence[at + distance]);
                var key = first < second ? ((long)first << 32) | (uint)second : ((long)second << 32) | (uint)first;
                CollectionsMarshal.GetValueRefOrAddDefault(weights, key,
                    out _) += times * keep[first] * keep[second] * (window - distance + 1) / window;
            }
        }
    }

    private static IEnumerable<(int Word, int Context, double Weight)> BothWays(int first, int second, double weight) =>
        first == second ? [(first, first, 2 * weight)] : [(first, second, weight), (second, first, weight)];
}
