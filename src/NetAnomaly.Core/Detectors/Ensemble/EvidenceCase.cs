using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;
using NetAnomaly.Core.Tokens;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>A conversation of which evidence is to be told in words.</summary>
/// <param name="sequence">The conversation.</param>
/// <param name="details">What was found of it, by the ledger too.</param>
/// <param name="ledger">What is usual.</param>
/// <param name="window">Length of a window.</param>
/// <param name="words">What its words say; <see langword="null"/> where that is told elsewhere.</param>
internal sealed class EvidenceCase(
    Conversation sequence, EnsembleDetails details, LedgerModel ledger, TimeSpan window, string? words)
{
    /// <summary>The conversation.</summary>
    public Conversation Sequence => sequence;

    /// <summary>Its surroundings.</summary>
    public ContextEvidence Context => details.Context;

    /// <summary>What the ledger found.</summary>
    public LedgerFacts Facts => details.Ledger!;

    /// <summary>−ln p by place: the words, then the kinds of <see cref="EvidenceName.OfLedger"/>.</summary>
    public double[] Evidence => details.Evidence;

    /// <summary>Shares in the score, by place.</summary>
    public double[] Shares => details.Shares;

    /// <summary>What training saw.</summary>
    public TrafficHistory History => ledger.History;

    /// <summary>Length of a window.</summary>
    public TimeSpan Window => window;

    /// <summary>What its words say.</summary>
    public string? Words => words;

    /// <summary>What the ledger sees of it.</summary>
    public ConversationSummary Row { get; } = ConversationSummaryBuilder.Of([sequence])[0];

    /// <summary>Its services: <c>on port 443/udp</c>; where they differ, how many they are.</summary>
    public string OnService
    {
        get
        {
            var services = sequence.Flows.Select(OfFlow).Distinct(StringComparer.Ordinal).ToArray();
            return services.Length == 1 ? services[0] : $"on {NumberPhrases.Count(services.Length, "", "services")}";
        }
    }

    /// <summary>What is usual in a habit of the pair, or of pairs that use its service.</summary>
    /// <param name="habit">The habit, of <see cref="PairHabit"/>.</param>
    /// <param name="text">The expected count in words.</param>
    public string UsualOfPair(int habit, Func<double, string> text)
    {
        var pair = History.Pairs.Find(Row.Dyad);
        var service = PairHabit.IsByService(habit) ? History.Services.Find(Row.Traffic.Service) : 0;
        var whose = pair >= 0 ? $"this pair's usual {NumberPhrases.Window(window)}"
            : PairHabit.IsByService(habit) && service >= 0
                ? $"the usual {NumberPhrases.Window(window)} of a pair {OfFlow(sequence.Flows[0])}"
                : $"the usual {NumberPhrases.Window(window)} of a pair";
        return $"{whose} is about {text(History.PairHabits[habit].Expected(pair, service))}";
    }

    /// <summary>What is usual in a habit of a host: <c>about 12 are usual for it</c>.</summary>
    /// <param name="habit">The habit, of <see cref="HostHabit"/>.</param>
    /// <param name="host">The host's number.</param>
    public string UsualOfHost(int habit, long host)
    {
        var unit = History.Hosts.Find(host);
        var expected = NumberPhrases.Expected(History.HostHabits[habit].Expected(unit, 0));
        return $"{expected} usual for {(unit >= 0 ? "it" : "a host")}";
    }

    private static string OfFlow(FlowRecord flow)
    {
        var word = ServicePort.Instance.Word(flow);
        return word switch
        {
            Tokenizer.None => $"over {flow.Protocol}",
            ServicePort.Highest => $"on {flow.Protocol} ports of {ServicePort.Highest} and above",
            _ => $"{ServicePort.Instance.Describe(word)}/{flow.Protocol}",
        };
    }
}
