namespace NetAnomaly.Core.Tokens;

/// <summary>A word and how often training used it.</summary>
/// <param name="Text">The word.</param>
/// <param name="Flows">Flows that used it.</param>
/// <param name="Hosts">Distinct source addresses that used it.</param>
internal readonly record struct VocabularyEntry(string Text, long Flows, long Hosts)
{
    /// <summary>Distinct pairs of source address and window that used it.</summary>
    public long HostWindows { get; init; }
}
