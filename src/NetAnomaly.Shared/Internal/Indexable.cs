namespace NetAnomaly.Internal;

/// <summary>
/// Lists that users can index. What the compiler makes of a collection expression has no public indexer, so that
/// PowerShell takes it for a single thing and <c>$result.TopFlows[0]</c> gives all of them.
/// </summary>
internal static class Indexable
{
    /// <summary>The same elements in an array; the list itself where it is one already.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> list) =>
        list is null or T[] or List<T> ? list! : list.ToArray();
}
