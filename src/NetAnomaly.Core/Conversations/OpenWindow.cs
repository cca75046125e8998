namespace NetAnomaly.Core.Conversations;

/// <summary>The conversations of one window while it is open, in order of their first flow.</summary>
internal sealed class OpenWindow(long index, bool late)
{
    private readonly Dictionary<(string, string), OpenConversation> byKey = [];
    private readonly List<OpenConversation> conversations = [];

    public long Index { get; } = index;

    /// <summary>Whether it was opened behind the watermark.</summary>
    public bool Late { get; } = late;

    public long LastRow { get; private set; }

    public long Flows { get; private set; }

    public IReadOnlyList<OpenConversation> Conversations => conversations;

    public void Add(FlowRecord flow, FlowGrouping groupBy, long row)
    {
        var key = Key(flow, groupBy);
        if (!byKey.TryGetValue(key, out var conversation))
        {
            conversation = new OpenConversation();
            byKey.Add(key, conversation);
            conversations.Add(conversation);
        }

        conversation.Add(flow);
        Flows++;
        LastRow = row;
    }

    private static (string, string) Key(FlowRecord flow, FlowGrouping groupBy) => groupBy switch
    {
        FlowGrouping.Dyad => string.CompareOrdinal(flow.SourceAddress, flow.DestinationAddress) <= 0
            ? (flow.SourceAddress, flow.DestinationAddress)
            : (flow.DestinationAddress, flow.SourceAddress),
        FlowGrouping.DirectedDyad => (flow.SourceAddress, flow.DestinationAddress),
        FlowGrouping.Source => (flow.SourceAddress, ""),
        FlowGrouping.Destination => (flow.DestinationAddress, ""),
        _ => throw new ArgumentOutOfRangeException(nameof(groupBy), groupBy, "There is no such grouping."),
    };
}
