using System.Globalization;
using NetAnomaly.Core.Datasets;
using NetAnomaly.Core.Detection;

namespace NetAnomaly.Models.Words;

/// <summary>Says in one line which attack the flows of a conversation look like, and how surely.</summary>
internal sealed class ClassifierReasons : IExplainer
{
    // Attack and none as likely, as the surprisal of none.
    private static readonly double EvenOdds = Math.Log(2);

    /// <inheritdoc/>
    public string Summarize(Conversation sequence, ConversationScore score)
    {
        var attacks = (score.PredictedFlows ?? [])
            .Select((name, position) => (Name: name, Doubt: Math.Exp(-score.Of(position))))
            .Where(flow => flow.Name is not null)
            .GroupBy(flow => flow.Name, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(
                group => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Flows(group.Count(), sequence.FlowCount)} like "
                        + $"{(group.Key == LabelClasses.Anomalous ? "an attack" : group.Key)} "
                        + $"({Sure(group.Average(flow => flow.Doubt))})"))
            .ToArray();
        if (attacks.Length > 0) return string.Join("; ", attacks);
        var strangest = Enumerable.Range(0, sequence.FlowCount).Max(score.Of);
        return strangest > EvenOdds
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"a flow looks like an attack, but like none in particular (p {1 - Math.Exp(-strangest):0.00})")
            : string.Create(
                CultureInfo.InvariantCulture,
                $"no flow looks like an attack (p {1 - Math.Exp(-strangest):0.00} at most)");
    }

    /// <summary>The whole word: a network takes its factors together.</summary>
    /// <inheritdoc/>
    public (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position) => (
        string.Join('|', sequence.Schemes),
        string.Join(
            '|', Enumerable.Range(0, sequence.Schemes.Count).Select(factor => sequence.Words(factor)[position])));

    private static string Flows(int count, int all) => (count, all) switch
    {
        (1, 1) => "its only flow looks",
        (1, _) => string.Create(CultureInfo.InvariantCulture, $"1 of {all:N0} flows looks"),
        (2, 2) => "both flows look",
        _ when count == all => string.Create(CultureInfo.InvariantCulture, $"all {all:N0} flows look"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{count:N0} of {all:N0} flows look"),
    };

    // The probability of an attack, given the mean probability of none.
    private static string Sure(double doubt) =>
        doubt < 0.005 ? "p above 0.99" : string.Create(CultureInfo.InvariantCulture, $"p {1 - doubt:0.00}");
}
