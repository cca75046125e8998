using System.Runtime.InteropServices;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Models.LanguageModels;

/// <summary>
/// Weights under which every source address has one use of a word in all, however often it repeats it: the words that one busy or infected
/// host makes by the thousand stay rare. Summed over a corpus a word weighs as many as the distinct sources that used it.
/// </summary>
internal sealed class HostWeights
{
    private readonly Dictionary<long, int>[] uses;

    private HostWeights(Dictionary<long, int>[] uses) => this.uses = uses;

    /// <summary>Counts the uses of every pair of word and source.</summary>
    public static HostWeights Of(TrainingCorpus corpus, IReadOnlyList<int> conversations, Func<int, int[]> ids)
    {
        var uses = Enumerable.Range(0, corpus.Factors).Select(_ => new Dictionary<long, int>()).ToArray();
        foreach (var conversation in conversations)
        {
            var words = ids(conversation);
            var hosts = corpus.Hosts(conversation);
            for (var at = 0; at < words.Length; at++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(uses[at % uses.Length], Key(words[at], hosts[at / uses.Length]), out _)++;
            }
        }

        return new HostWeights(uses);
    }

    /// <summary>The weight of one use.</summary>
    public float Of(int word, int factor, int host) => 1f / uses[factor][Key(word, host)];

    private static long Key(int word, int host) => ((long)word << 32) | (uint)host;
}
