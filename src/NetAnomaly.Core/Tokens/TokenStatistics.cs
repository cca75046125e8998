namespace NetAnomaly.Core.Tokens;

/// <summary>
/// What the counts of a vocabulary say of one word: add-one smoothing (Laplace) over the words known,
/// <c>&lt;unk&gt;</c> included.
/// </summary>
internal static class TokenStatistics
{
    /// <summary>Uses of a word.</summary>
    public static long Uses(VocabularyEntry word, TokenCounting countBy) => countBy switch
    {
        TokenCounting.SourceHost => word.Hosts,
        TokenCounting.SourceWindow => word.HostWindows,
        _ => word.Flows,
    };

    /// <summary>The surprisal of a word of so many uses.</summary>
    public static float Surprisal(long uses, FactorVocabulary factor, TokenCounting countBy)
    {
        var total = Total(factor, countBy);
        var known = factor.Size - 1; // all but <pad>
        return (float)-Math.Log((uses + 1.0) / (total + known));
    }

    /// <summary>Mean surprisal of the flows of training, nats.</summary>
    public static double Usual(FactorVocabulary factor, TokenCounting countBy) =>
        factor.TotalFlows == 0
            ? 0
            : factor.Words.Sum(
                word => word.Flows * (double)Surprisal(Uses(word, countBy), factor, countBy)) / factor.TotalFlows;

    /// <summary>The words of most uses and their shares.</summary>
    public static ExpectedWord[] MostUsed(FactorVocabulary factor, TokenCounting countBy, int most) =>
        [
            .. factor.Words.OrderByDescending(word => Uses(word, countBy)).Take(most)
            .Select(word => new ExpectedWord(word.Text, Math.Exp(-Surprisal(Uses(word, countBy), factor, countBy)))),
        ];

    private static long Total(FactorVocabulary factor, TokenCounting countBy) => countBy switch
    {
        TokenCounting.SourceHost => factor.TotalHosts,
        TokenCounting.SourceWindow => factor.TotalHostWindows,
        _ => factor.TotalFlows,
    };
}
