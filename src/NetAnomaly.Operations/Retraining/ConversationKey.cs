namespace NetAnomaly.Operations.Retraining;

/// <summary>Which conversation of a scan is meant: its window and its ends, in either order where it has two.</summary>
/// <param name="Window">Start of the window, ticks of UTC.</param>
/// <param name="One">One end; <see langword="null"/> where conversations have one end only.</param>
/// <param name="Other">The other end.</param>
internal readonly record struct ConversationKey(long Window, string? One, string? Other)
{
    /// <summary>The key of the conversation that flows between two hosts are part of.</summary>
    public static ConversationKey Of(long window, FlowGrouping groupBy, string? source, string? destination) =>
        groupBy switch
        {
            FlowGrouping.Source => new ConversationKey(window, null, source),
            FlowGrouping.Destination => new ConversationKey(window, null, destination),
            _ => string.CompareOrdinal(source, destination) <= 0
                ? new ConversationKey(window, source, destination)
                : new ConversationKey(window, destination, source),
        };
}
