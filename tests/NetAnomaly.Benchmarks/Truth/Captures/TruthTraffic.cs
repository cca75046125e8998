using NetAnomaly.Core.Conversations;
using NetAnomaly.Core.Datasets;

namespace NetAnomaly.Benchmarks.Truth.Captures;

/// <summary>What is learned from, and what is judged.</summary>
/// <param name="Training">Flows to learn from, by time.</param>
/// <param name="Test">Flows to judge, by time.</param>
/// <param name="Rule">Which labels of the test are bad.</param>
internal sealed record TruthTraffic(FlowRecord[] Training, FlowRecord[] Test, LabelRule Rule)
{
    /// <summary>Whether a flow is bad.</summary>
    public bool IsBad(FlowRecord flow) => Rule.IsAnomalous(flow.Label);

    /// <summary>Whether a conversation holds a bad flow.</summary>
    public bool IsBad(Conversation conversation) => conversation.Flows.Any(IsBad);

    /// <summary>The flows of conversations (a pair of hosts in a clock hour) of which none is of a kind.</summary>
    public static IEnumerable<FlowRecord> WithoutConversationsOf(
        IReadOnlyCollection<FlowRecord> flows, Func<FlowRecord, bool> isOfKind)
    {
        var tainted = flows.Where(isOfKind).Select(Key).ToHashSet();
        return flows.Where(flow => !tainted.Contains(Key(flow)));
    }

    /// <summary>Conversations as a model wants them.</summary>
    public static Conversation[] Conversations(FlowRecord[] flows, ModelSpec spec) =>
        [.. ConversationBuilder.Build(flows, ConversationOptions.Of(spec))];

    private static (long Hour, string, string) Key(FlowRecord flow)
    {
        var hour = flow.Start.Ticks / TimeSpan.TicksPerHour;
        return string.CompareOrdinal(flow.SourceAddress, flow.DestinationAddress) < 0
            ? (hour, flow.SourceAddress, flow.DestinationAddress)
            : (hour, flow.DestinationAddress, flow.SourceAddress);
    }
}
