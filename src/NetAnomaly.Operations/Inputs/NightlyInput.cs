using NetAnomaly.Operations.State;

namespace NetAnomaly.Operations.Inputs;

/// <summary>The files of a run, sorted by what is to be done with them. Immutable.</summary>
internal sealed record NightlyInput
{
    /// <summary>Files that were never scanned, or not with this content.</summary>
    public IReadOnlyList<IndexedFile> New { get; init; } = [];

    /// <summary>Files whose place was taken by one of <see cref="New"/>: their flows count no longer.</summary>
    public IReadOnlyList<StoredFile> Replaced { get; init; } = [];

    /// <summary>Files that were scanned before and are there as they were, under the path that they have now.</summary>
    public IReadOnlyList<StoredFile> Known { get; init; } = [];

    /// <summary>Those of <see cref="Known"/> that have another path or time than before.</summary>
    public IReadOnlyList<StoredFile> Moved { get; init; } = [];

    /// <summary>Files that were scanned before and are gone.</summary>
    public IReadOnlyList<StoredFile> Gone { get; init; } = [];

    /// <summary>Paths whose content stands under another path, too, and counts once.</summary>
    public IReadOnlyList<string> Copies { get; init; } = [];

    /// <summary>Files that could not be read at all, and will be tried again.</summary>
    public IReadOnlyList<IndexedFile> Failed { get; init; } = [];

    /// <summary>Files that somebody was writing to, and that wait for the next run.</summary>
    public IReadOnlyList<string> Changing { get; init; } = [];
}
