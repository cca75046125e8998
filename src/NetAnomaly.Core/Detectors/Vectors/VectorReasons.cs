using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Features;

namespace NetAnomaly.Core.Detectors.Vectors;

/// <summary>
/// Says which feature of the strangest flow is the most unusual, and what the flow is most like. Where flows are judged
/// with those before them, it says so: that feature need not be what is strange then.
/// </summary>
/// <param name="map">How flows become vectors.</param>
/// <param name="context">Flows that a verdict rests on, the one judged included.</param>
internal sealed class VectorReasons(FeatureMap map, int context) : IExplainer
{
    /// <inheritdoc/>
    public string Summarize(Conversation sequence, ConversationScore score)
    {
        var strangest = score.Surprisals.AsSpan().IndexOf(score.Surprisals.Max());
        var (feature, value) = UnusualFactor(sequence, score, strangest);
        var nearest = score.Nearest is { } name
            ? string.Create(CultureInfo.InvariantCulture, $"; nearest is '{name}' at {score.NearestDistance:0.00}")
            : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Which(sequence.FlowCount, strangest)} {feature} {value}{nearest}; score "
                + $"{score.Surprisals[strangest]:0.00}");
    }

    /// <inheritdoc/>
    public (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position)
    {
        var unusual = map.MostUnusual(sequence.Flows[position]);
        return (unusual.Name, unusual.Value);
    }

    /// <inheritdoc/>
    public ExplanationParts Explain(Conversation sequence, ConversationScore score)
    {
        var insight = TopFlowExplainer.Explain(this, sequence, score);
        return context == 1 || sequence.FlowCount == 1
            ? insight
            : insight with
            {
                Clauses =
                [
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"flows are judged with the {context - 1:N0} before them"), .. insight.Clauses,
                ],
            };
    }

    private string Which(int flows, int strangest)
    {
        if (flows == 1) return "its only flow has";
        var before = Math.Min(strangest, context - 1);
        var judged = before > 0
            ? string.Create(CultureInfo.InvariantCulture, $", judged with the {before:N0} before it,")
            : "";
        return string.Create(CultureInfo.InvariantCulture, $"the strangest of {flows:N0} flows{judged} has");
    }
}
