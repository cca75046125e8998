using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Tokens;
namespace NetAnomaly.Core.Detectors.Frequency;

/// <summary>
/// How rare each word is, whatever stands around it: −log((n + 1) / (N + V)) per factor, n uses of the word in
/// training, N of all words, V words known, <c>&lt;unk&gt;</c> included (add-one smoothing, Laplace). The baseline of
/// every table.
/// </summary>
internal sealed class TokenFrequencyDetector : TokenDetector
{
    private readonly float[][] surprisals;

    /// <summary>A detector over counted words.</summary>
    /// <param name="vocabulary">Words with their counts.</param>
    /// <param name="countBy">Which of the counts to use.</param>
    public TokenFrequencyDetector(Vocabulary vocabulary, TokenCounting countBy)
        : base(vocabulary, countBy) =>
        surprisals = [.. vocabulary.Factors.Select(factor => Surprisals(factor, countBy))];

    /// <inheritdoc/>
    public override bool HasWeights => false;

    /// <inheritdoc/>
    public override IReadOnlyList<float[]> Score(IReadOnlyList<int[]> conversations, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var scores = new float[conversations.Count][];
        for (var i = 0; i < scores.Length; i++)
        {
            var ids = conversations[i];
            var score = scores[i] = new float[ids.Length];
            for (var at = 0; at < ids.Length; at++) score[at] = surprisals[at % surprisals.Length][ids[at]];
        }

        return scores;
    }

    /// <inheritdoc/>
    public override void WriteWeights(Stream stream) =>
        throw new InvalidOperationException("A frequency model has no weights beside its vocabulary.");

    private static float[] Surprisals(FactorVocabulary factor, TokenCounting countBy) =>
        [
            .. Enumerable.Range(0, factor.Size).Select(
                id => TokenStatistics.Surprisal(TokenStatistics.Uses(factor[id], countBy), factor, countBy)),
        ];
}
