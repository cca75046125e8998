using System.Runtime.InteropServices;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Detectors.Frequency;

/// <summary>
/// Scores the conversations of a corpus by word counts from which their own words are taken, so that they stand for
/// conversations that training did not see. The total is left whole: the score of a word that occurs nowhere else
/// equals that of a word never seen.
/// </summary>
internal sealed class LeaveOneOutScores
{
    private readonly ConversationTable corpus;
    private readonly FactorVocabulary[] factors;
    private readonly TokenCounting countBy;
    private readonly int[][] map;
    private readonly Dictionary<long, int>[] pairUses;

    /// <summary>Prepares to score.</summary>
    /// <param name="corpus">The conversations.</param>
    /// <param name="vocabulary">Their words, counted over all of them.</param>
    /// <param name="countBy">Which of the counts to use.</param>
    public LeaveOneOutScores(ConversationTable corpus, Vocabulary vocabulary, TokenCounting countBy)
    {
        this.corpus = corpus;
        this.countBy = countBy;
        factors = [.. vocabulary.Factors];
        map = VocabularyFitting.Map(corpus, vocabulary);
        pairUses =
        [
            .. factors.Select(
                (_, factor) =>
                    countBy == TokenCounting.SourceHost ? CountPairs(Enumerable.Range(0, corpus.Count), factor) : []),
        ];
    }

    /// <summary>The scores, in the order of the corpus, nats.</summary>
    public double[] Scores(ModelSpec how, CancellationToken cancellation)
    {
        var scores = new double[corpus.Count];
        for (var conversation = 0; conversation < scores.Length; conversation++)
        {
            cancellation.ThrowIfCancellationRequested();
            scores[conversation] = Aggregation.Score(Surprisals(conversation), factors.Length, how);
        }

        return scores;
    }

    private float[] Surprisals(int conversation)
    {
        var surprisals = new float[corpus.Length(conversation) * factors.Length];
        for (var factor = 0; factor < factors.Length; factor++)
        {
            var own = OwnUses(conversation, factor);
            var table = factors[factor];
            var at = factor;
            foreach (var token in corpus.Tokens(conversation, factor))
            {
                var uses = TokenStatistics.Uses(table[map[factor][token]], countBy) - own[token];
                surprisals[at] = TokenStatistics.Surprisal(uses, table, countBy);
                at += factors.Length;
            }
        }

        return surprisals;
    }

    // How many uses of each raw word would be missing without this conversation.
    private Dictionary<int, int> OwnUses(int conversation, int factor)
    {
        var own = new Dictionary<int, int>();
        foreach (var (pair, uses) in CountPairs([conversation], factor))
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(own, (int)(pair >> 32), out _);
            count += countBy switch
            {
                TokenCounting.SourceHost => uses == pairUses[factor][pair] ? 1 : 0,
                // Whatever the host did in that window stands or falls together: a burst is not its own witness.
                TokenCounting.SourceWindow => 1,
                _ => uses,
            };
        }

        return own;
    }

    // Uses of every pair of word and source host.
    private Dictionary<long, int> CountPairs(IEnumerable<int> conversations, int factor)
    {
        var pairs = new Dictionary<long, int>();
        foreach (var conversation in conversations)
        {
            var words = corpus.Tokens(conversation, factor);
            var hosts = corpus.Hosts(conversation);
            for (var position = 0; position < hosts.Length; position++)
            {
                var pair = ((long)words[position] << 32) | (uint)hosts[position];
                CollectionsMarshal.GetValueRefOrAddDefault(pairs, pair, out _)++;
            }
        }

        return pairs;
    }
}
