namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>Figures about a conversation's surroundings, for a sentence about them.</summary>
/// <param name="Strongest">The kind of context that speaks most against it; <see langword="null"/> where its own words
/// do.</param>
/// <param name="Evidence">−ln p of that kind.</param>
/// <param name="SourceConversations">Conversations that its source opened in the window.</param>
/// <param name="DestinationConversations">Conversations that were opened to its destination in the window.</param>
/// <param name="NewDestinations">New peers of its source.</param>
/// <param name="NewSources">New peers that came to its destination.</param>
/// <param name="IsNewPair">Whether its hosts had never spoken in training.</param>
internal sealed record ContextEvidence(
    ContextKind? Strongest, double Evidence, int SourceConversations, int DestinationConversations, int NewDestinations,
    int NewSources, bool IsNewPair)
{
    /// <summary>Whether the words of no other conversation of its source are stranger.</summary>
    public bool IsStrangestOfSource { get; init; }

    /// <summary>Whether the words of no other conversation to its destination are stranger.</summary>
    public bool IsStrangestOfDestination { get; init; }
}
