namespace NetAnomaly.Flows.Content;

/// <summary>The content of a packed file.</summary>
internal interface IPackedContent
{
    /// <summary>Whether the packed content has ended, and something else than padding stands behind it.</summary>
    bool IsFollowed { get; }
}
