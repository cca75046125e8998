using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Retraining;

/// <summary>
/// The anomalous conversations of a nightly scan with what people have said of their incidents: found by window and
/// ends. A conversation belongs to the incident of its host that has its window. Immutable, thread-safe.
/// </summary>
internal sealed class MarkedConversations
{
    private readonly Dictionary<(FlowGrouping GroupBy, long Window), Dictionary<ConversationKey, MarkedConversation>>
        known = [];

    private MarkedConversations()
    {
    }

    /// <summary>None.</summary>
    public static MarkedConversations Empty { get; } = new();

    /// <summary>The conversations of a state in some windows.</summary>
    /// <param name="store">The state.</param>
    /// <param name="from">Start of the first window, ticks.</param>
    /// <param name="until">End of the last one, ticks.</param>
    /// <exception cref="StateException">It cannot be read.</exception>
    public static MarkedConversations Of(StateStore store, long from, long until)
    {
        var incidents = store.Seen(from).ToLookup(incident => incident.Host, StringComparer.Ordinal);
        var marked = new MarkedConversations();
        foreach (var result in store.Anomalies(from, until - 1))
        {
            var incident = incidents[result.Host].FirstOrDefault(
                incident => incident.Start <= result.WindowStart && result.WindowStart < incident.End);
            marked.Add(
                new MarkedConversation(result, incident?.Feedback, incident?.Status == IncidentStatus.Raised));
        }

        return marked;
    }

    /// <summary>What is known of a conversation; <see langword="null"/> where it was not anomalous.</summary>
    public MarkedConversation? Find(Conversation conversation) =>
        known.TryGetValue((conversation.GroupBy, conversation.Window.Ticks), out var of)
            ? of.GetValueOrDefault(ConversationKey.Of(
                conversation.WindowStart.Ticks, conversation.GroupBy, conversation.SourceAddress,
                conversation.DestinationAddress))
            : null;

    /// <summary>What is known of the conversation of a flow.</summary>
    public MarkedConversation? Find(FlowRecord flow)
    {
        foreach (var ((groupBy, window), of) in known)
        {
            var key = ConversationKey.Of(
                flow.Start.Ticks / window * window, groupBy, flow.SourceAddress, flow.DestinationAddress);
            if (of.TryGetValue(key, out var found)) return found;
        }

        return null;
    }

    private void Add(MarkedConversation marked)
    {
        var (result, groupBy) = (marked.Result, marked.Result.Sequence.GroupBy);
        if (!known.TryGetValue((groupBy, result.Window.Ticks), out var of))
            known.Add((groupBy, result.Window.Ticks), of = []);
        Put(result.SourceAddress, result.DestinationAddress);
        // Files have the addresses that were seen, where a host map gave others to the scan.
        Put(
            result.ObservedSourceAddress ?? result.SourceAddress,
            result.ObservedDestinationAddress ?? result.DestinationAddress);

        void Put(string? source, string? destination)
        {
            var key = ConversationKey.Of(result.WindowStart.Ticks, groupBy, source, destination);
            if (!of.TryGetValue(key, out var there) || there.Weight < marked.Weight) of[key] = marked;
        }
    }
}
