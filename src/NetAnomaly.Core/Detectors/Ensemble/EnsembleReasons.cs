using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Says in one line what speaks most against a conversation: its own flows, or its surroundings.</summary>
internal sealed class EnsembleReasons(EnsembleMember lead, WindowContext context, TimeSpan window) : IExplainer
{
    /// <inheritdoc/>
    public string Summarize(Conversation sequence, ConversationScore score)
    {
        if (score.Facts is not EnsembleDetails { Context: var facts, Lead: var own })
            return lead.Detector.Reasons.Summarize(lead.View(sequence), score);
        return Around(sequence, facts) ?? lead.Detector.Reasons.Summarize(lead.View(sequence), own);
    }

    /// <inheritdoc/>
    public (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position) =>
        lead.Detector.Reasons.UnusualFactor(lead.View(sequence), score, position);

    /// <inheritdoc/>
    /// <remarks>
    /// The flows are named by the leading member. Where their timing speaks most against them it comes first; where
    /// other surroundings do, they are the first clause.
    /// </remarks>
    public ExplanationParts Explain(Conversation sequence, ConversationScore score)
    {
        if (score.Facts is not EnsembleDetails { Context: var facts, Lead: var own })
            return lead.Detector.Reasons.Explain(lead.View(sequence), score);
        var words = lead.Detector.Reasons.Explain(lead.View(sequence), own);
        var timing = facts.Strongest == ContextKind.Regularity;
        string[] around = timing || Around(sequence, facts) is not { } text ? [] : [text];
        string[] pair = facts.IsNewPair ? ["this pair has never spoken"] : [];
        if (!timing) return words with { Clauses = [.. words.Clauses, .. around, .. pair] };
        AnomalyCause[] causes = [Timing(sequence, facts), .. words.Causes];
        return new ExplanationParts(sequence.Flows, causes, pair);
    }

    private string? Around(Conversation sequence, ContextEvidence facts) => facts.Strongest switch
    {
        ContextKind.Source => $"{sequence.SourceAddress} opened {Conversations(facts.SourceConversations)} "
            + $"{InWindow}, together stranger than those of {Share(facts.Evidence)} of hosts in training",
        ContextKind.Destination => $"{sequence.DestinationAddress} was called in "
            + $"{Conversations(facts.DestinationConversations)} {InWindow}, together stranger than those of "
            + $"{Share(facts.Evidence)} of hosts in training",
        ContextKind.NewDestinations => $"{sequence.SourceAddress} opened {Peers(facts.NewDestinations)} "
            + $"{InWindow}{Usual(0, sequence.SourceAddress)}",
        ContextKind.NewSources => $"{sequence.DestinationAddress} was called by {Peers(facts.NewSources)} "
            + $"{InWindow}{Usual(1, sequence.DestinationAddress)}",
        ContextKind.NewService => NewService(sequence),
        ContextKind.Regularity => string.Create(
            CultureInfo.InvariantCulture,
            $"{sequence.FlowCount:N0} flows, one every {Interval(sequence):0.#} s, between hosts that had never "
                + $"spoken; {Share(facts.Evidence)} of hosts are less regular"),
        _ => null,
    };

    private static AnomalyCause Timing(Conversation sequence, ContextEvidence facts)
    {
        var every = string.Create(CultureInfo.InvariantCulture, $"every {Interval(sequence):0.#} s");
        return new AnomalyCause
        {
            Factor = "Timing",
            Word = every,
            Meaning = $"{FlowPhrases.Count(sequence.FlowCount, sequence.FlowCount)}, one {every}",
            Flows = sequence.Flows,
            Surprisal = facts.Evidence,
            Excess = facts.Evidence,
        };
    }

    private static double Interval(Conversation sequence) =>
        (sequence.Flows[^1].Start - sequence.Flows[0].Start).TotalSeconds / (sequence.FlowCount - 1);

    private string InWindow => window == TimeSpan.FromHours(1) ? "this hour" : $"in {DisplayText.Window(window)}";

    private static string Conversations(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? "conversation" : "conversations")}");

    private static string Peers(int count) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{count:N0} {(count == 1 ? "address" : "addresses")} it had never spoken with");

    // 1 − p, to the first digit that is not a nine.
    private static string Share(double evidence)
    {
        var digits = (int)Math.Clamp(Math.Ceiling((evidence / Math.Log(10)) - 2), 0, 6);
        var power = Math.Pow(10, digits);
        var share = Math.Round(Math.Floor((1 - Math.Exp(-evidence)) * 100 * power) / power, digits);
        return string.Create(CultureInfo.InvariantCulture, $"{share} %");
    }

    private string Usual(int side, string? address)
    {
        var expected = context.Habits[side].Expected(StableHash.OfAddress(address));
        return string.Create(CultureInfo.InvariantCulture, $"; about {expected:0} were to be expected");
    }

    private static string NewService(Conversation sequence)
    {
        var ports = sequence.Flows.GroupBy(flow => Tokens.ServicePort.Instance.Word(flow))
            .OrderByDescending(group => group.Count()).First().Key;
        return $"{sequence.SourceAddress} opened flows {Tokens.ServicePort.Instance.Describe(ports)} for the first "
            + $"time; few hosts do";
    }
}
