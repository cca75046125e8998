using NetAnomaly.Core.Detection;
using NetAnomaly.Core.Detectors.Ledgers;

namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What the hosts of a conversation do in its window, in words.</summary>
internal static class HostPhrases
{
    /// <summary>A client that meets more hosts than usual.</summary>
    public static string NewDestinations(EvidenceCase of) =>
        $"{of.Sequence.SourceAddress} opened conversations with {Hosts(of.Facts.Hosts.NewDestinations)} it never spoke "
            + $"with {This(of)}; {of.UsualOfHost(HostHabit.NewDestinations, of.Row.Source)}";

    /// <summary>A server that more hosts come to than usual.</summary>
    public static string NewSources(EvidenceCase of) =>
        $"{of.Sequence.DestinationAddress} was called by {Hosts(of.Facts.Hosts.NewSources)} that never called it "
            + $"{This(of)}; {of.UsualOfHost(HostHabit.NewSources, of.Row.Destination)}";

    /// <summary>A client that speaks with more hosts than usual.</summary>
    public static string FanOut(EvidenceCase of) =>
        $"{of.Sequence.SourceAddress} opened conversations with {Hosts(of.Facts.Hosts.ClientConversations)} "
            + $"{This(of)}; " + of.UsualOfHost(HostHabit.FanOut, of.Row.Source);

    /// <summary>A server that is called by more hosts than usual.</summary>
    public static string FanIn(EvidenceCase of) =>
        $"{of.Sequence.DestinationAddress} was called by {Hosts(of.Facts.Hosts.ServerConversations)} {This(of)}; "
            + of.UsualOfHost(HostHabit.FanIn, of.Row.Destination);

    /// <summary>A client whose flows stay unanswered.</summary>
    public static string Unanswered(EvidenceCase of)
    {
        var hosts = of.Facts.Hosts;
        return $"{FlowPhrases.Count(hosts.Unanswered, hosts.ClientFlows)} of {of.Sequence.SourceAddress} stayed "
            + $"unanswered {This(of)}; {of.UsualOfHost(HostHabit.Unanswered, of.Row.Source)}";
    }

    /// <summary>
    /// All conversations of a host, strange together, and what is strange in this one; <see langword="null"/> where
    /// the host has no other.
    /// </summary>
    /// <param name="kind">Whether it opened them or was called.</param>
    /// <param name="sequence">The conversation.</param>
    /// <param name="facts">Its surroundings.</param>
    /// <param name="window">Length of a window.</param>
    /// <param name="words">What the words of this one say; <see langword="null"/> where that is told elsewhere.</param>
    public static string? Group(
        ContextKind kind, Conversation sequence, ContextEvidence facts, TimeSpan window, string? words)
    {
        var opened = kind == ContextKind.Source;
        var count = opened ? facts.SourceConversations : facts.DestinationConversations;
        if (count < 2) return null;
        var conversations = NumberPhrases.Count(count, "conversation", "conversations");
        var whose = opened
            ? $"{sequence.SourceAddress} opened {conversations}"
            : $"{sequence.DestinationAddress} was called in {conversations}";
        var isStrangest = opened ? facts.IsStrangestOfSource : facts.IsStrangestOfDestination;
        return $"{whose} {NumberPhrases.InWindow(window)} that are strange together"
            + (isStrangest ? ", none more than this one" : "")
            + (words is null ? "" : $"{(isStrangest ? "" : "; this one")}: {words}");
    }

    private static string Hosts(int count) => NumberPhrases.Count(count, "host", "hosts");

    private static string This(EvidenceCase of) => NumberPhrases.InWindow(of.Window);
}
