namespace NetAnomaly.Internal;

/// <summary>
/// Lists that users can index. What the compiler makes of a collection expression has no public indexer, so that
/// PowerShell takes it for a single thing and <c>$result.TopFlows[0]</c> gives all of them.
/// </summary>
internal static class Indexable
{
    /// <summary>A list of none.</summary>
    public static IReadOnlyList<T> None<T>() => ShownList<T>.None;

    /// <summary>The same elements in a list that says them as text.</summary>
    public static IReadOnlyList<T> Of<T>(IReadOnlyList<T> list) => list switch
    {
        null or ShownList<T> => list!,
        { Count: 0 } => None<T>(),
        IList<T> same => new ShownList<T>(same),
        _ => new ShownList<T>([.. list]),
    };
}
