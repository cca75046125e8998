using System.Globalization;

namespace NetAnomaly.Core.Detection;

/// <summary>
/// Explains by the strangest flow, for detectors that judge every flow by itself and know nothing of words to expect.
/// </summary>
internal static class TopFlowExplainer
{
    // A flow at least half as strange as the strangest is named with it, if it is strange in the same thing; looking
    // for that is slow.
    private const float Alike = 0.5f;
    private const int MostFlows = 100;

    /// <summary>The strangest flow and those that are strange in the same way.</summary>
    public static ExplanationParts Explain(IExplainer reasons, Conversation sequence, ConversationScore score)
    {
        var order = Enumerable.Range(0, sequence.FlowCount).OrderByDescending(score.Of).Take(MostFlows).ToArray();
        var (factor, word) = reasons.UnusualFactor(sequence, score, order[0]);
        var least = score.Of(order[0]) * Alike;
        int[] named =
        [
            order[0],
            .. order.Skip(1).TakeWhile(position => score.Of(position) >= least && score.Of(position) > 0)
            .Where(position => reasons.UnusualFactor(sequence, score, position).Factor == factor),
        ];
        double surprisal = named.Sum(position => (double)score.Of(position));
        var cause = new AnomalyCause
        {
            Factor = factor,
            Word = word,
            Meaning = string.Create(
                CultureInfo.InvariantCulture,
                $"{FlowPhrases.Count(named.Length, sequence.FlowCount)} with unusual {factor} ({word})"),
            Flows = named.Order().Select(position => sequence.Flows[position]).ToArray(),
            Surprisal = surprisal,
            Excess = surprisal
                - (named.Length * Enumerable.Range(0, sequence.FlowCount).Min(position => (double)score.Of(position))),
        };
        return new ExplanationParts(
            cause.Flows, new[] { cause }, score.Predicted is { } predicted ? [$"looks like {predicted}"] : []);
    }
}
