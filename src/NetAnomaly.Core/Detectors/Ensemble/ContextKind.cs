namespace NetAnomaly.Core.Detectors.Ensemble;

/// <summary>What conversations show together and none alone.</summary>
internal enum ContextKind
{
    /// <summary>All conversations that a host opened in the window are strange together.</summary>
    Source,

    /// <summary>All conversations that were opened to a host in the window are strange together.</summary>
    Destination,

    /// <summary>A host opened conversations with more new peers than it was to be expected to.</summary>
    NewDestinations,

    /// <summary>More new peers than to be expected opened conversations with a host.</summary>
    NewSources,

    /// <summary>A host opened a service, for its first time, that few hosts open.</summary>
    NewService,

    /// <summary>Two hosts that never spoke before speak at even intervals.</summary>
    Regularity,
}
