using System.Globalization;
using NetAnomaly.Core.Detection;
using NetAnomaly.Internal;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Says in one line what speaks most against a conversation: its own flows, or its surroundings.</summary>
internal sealed class EnsembleReasons(EnsembleMember lead, EnsembleCombiner verdicts, TimeSpan window) : IExplainer
{
    private const string NeverSpoke = "this pair has never spoken";

    /// <inheritdoc/>
    public string Summarize(Conversation sequence, ConversationScore score)
    {
        if (score.Facts is not EnsembleDetails details)
            return lead.Detector.Reasons.Summarize(lead.View(sequence), score);
        var words = lead.Detector.Reasons.Summarize(lead.View(sequence), details.Lead);
        if (Evidence(sequence, details, words) is not { } evidence)
            return Around(sequence, details.Context, words) ?? words;
        var first = evidence.First() ?? words;
        return evidence.Second() is { } second ? $"{first}; {second}" : first;
    }

    /// <inheritdoc/>
    public (string Factor, string Word) UnusualFactor(Conversation sequence, ConversationScore score, int position) =>
        lead.Detector.Reasons.UnusualFactor(lead.View(sequence), score, position);

    /// <inheritdoc/>
    /// <remarks>
    /// The flows are named by the leading member. Where their timing speaks most against them it is the first cause;
    /// where other evidence does, the sentence begins with it.
    /// </remarks>
    public ExplanationParts Explain(Conversation sequence, ConversationScore score)
    {
        if (score.Facts is not EnsembleDetails details)
            return lead.Detector.Reasons.Explain(lead.View(sequence), score);
        var words = lead.Detector.Reasons.Explain(lead.View(sequence), details.Lead);
        if (Evidence(sequence, details, words: null) is { } evidence)
            return WithEvidence(sequence, details, evidence, words);
        var facts = details.Context;
        var timing = facts.Strongest == ContextKind.Regularity;
        string[] around = timing || Around(sequence, facts, words: null) is not { } text ? [] : [text];
        string[] pair = facts.IsNewPair ? [NeverSpoke] : [];
        if (!timing) return words with { Clauses = [.. words.Clauses, .. around, .. pair] };
        var every = string.Create(CultureInfo.InvariantCulture, $"every {Interval(sequence):0.#} s");
        var meaning = $"{FlowPhrases.Count(sequence.FlowCount, sequence.FlowCount)}, one {every}";
        return new ExplanationParts(
            sequence.Flows, [Timing(sequence, every, meaning, facts.Evidence), .. words.Causes], pair);
    }

    private static ExplanationParts WithEvidence(
        Conversation sequence, EnsembleDetails details, LedgerReasons evidence, ExplanationParts words)
    {
        if (evidence.IsTiming)
        {
            var cause = Timing(
                sequence, $"every {TimingPhrases.Every(sequence)}",
                TimingPhrases.EvenFlows(sequence, Datasets.ConversationTraffic.Of(sequence.Flows)),
                details.Evidence[evidence.Leading]);
            return new ExplanationParts(
                sequence.Flows, [cause, .. words.Causes], [.. Second(evidence), .. NewPair(said: false)]);
        }

        var leading = evidence.First();
        string[] second = Second(evidence);
        return words with
        {
            Leading = leading, Clauses = [.. words.Clauses, .. second, .. NewPair(evidence.SaysIsNew)],
        };

        string[] NewPair(bool said) => details.Ledger!.IsNewPair && !said ? [NeverSpoke] : [];
        static string[] Second(LedgerReasons evidence) => evidence.Second() is { } text ? [text] : [];
    }

    private LedgerReasons? Evidence(Conversation sequence, EnsembleDetails details, string? words) =>
        details.Ledger is not null && verdicts.Ledger is { } ledger
            ? new LedgerReasons(new EvidenceCase(sequence, details, ledger, window, words))
            : null;

    private string? Around(Conversation sequence, ContextEvidence facts, string? words) => facts.Strongest switch
    {
        ContextKind.Source or ContextKind.Destination =>
            HostPhrases.Group(facts.Strongest.Value, sequence, facts, window, words),
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

    private static AnomalyCause Timing(Conversation sequence, string every, string meaning, double evidence) => new()
    {
        Factor = "Timing",
        Word = every,
        Meaning = meaning,
        Flows = sequence.Flows,
        Surprisal = evidence,
        Excess = evidence,
    };

    private static double Interval(Conversation sequence) =>
        (sequence.Flows[^1].Start - sequence.Flows[0].Start).TotalSeconds / (sequence.FlowCount - 1);

    private string InWindow => NumberPhrases.InWindow(window);

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
        var expected = verdicts.Context.Habits[side].Expected(StableHash.OfAddress(address));
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
